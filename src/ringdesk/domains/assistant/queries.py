"""The assistant's SQL about corrections and heads. $1 is the tenant."""

# Whoever corrects the same words again has thought better of it.
KEEP_CORRECTION = """
insert into corrections (tenant_id, kind, text, label, predicted, confidence, model_version,
  said_by, corrected_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (tenant_id, kind, text_hash) do update
set label = excluded.label, predicted = excluded.predicted, confidence = excluded.confidence,
  model_version = excluded.model_version, said_by = excluded.said_by,
  corrected_by = excluded.corrected_by, at = now()
"""

DROP_OLDEST_CORRECTIONS = """
delete from corrections where tenant_id = $1 and kind = $2 and id in (
  select id from corrections where tenant_id = $1 and kind = $2 order by at desc, id desc offset $3)
"""

CORRECTIONS = """
select text, label from corrections where tenant_id = $1 and kind = $2 order by at desc, id desc
"""

NEW_CORRECTIONS = """
select count(*) from corrections where tenant_id = $1 and kind = $2 and at > coalesce(
  (select max(made_at) from heads where tenant_id = $1 and task = $2), '-infinity')
"""

FORGET_CORRECTIONS = "delete from corrections where tenant_id = $1 and said_by = $2"

ACTIVE_VERSIONS = "select task, version from heads where tenant_id = $1 and active"

HEAD_FILE = "select file from heads where tenant_id = $1 and task = $2 and version = $3"

HEADS = """
select task, version, active, corrections, made_at, report::text as report
from heads where tenant_id = $1 order by task, version desc
"""

RETIRE = "update heads set active = false where tenant_id = $1 and task = $2 and active"

ACTIVATE = "update heads set active = true where tenant_id = $1 and task = $2 and version = $3"

ADD_HEAD = """
insert into heads (tenant_id, task, version, file, report, corrections, active)
select $1, $2, coalesce(max(version), 0) + 1, $3, $4::jsonb, $5, true
from heads where tenant_id = $1 and task = $2
returning version
"""

DROP_OLD_HEADS = """
delete from heads where tenant_id = $1 and task = $2 and not active and version <= (
  select max(version) from heads where tenant_id = $1 and task = $2) - $3
"""

DROP_HEADS = "delete from heads where tenant_id = $1"
