-- As note_differences of 0030 does it, for tables that also keep how far their work has come: only
-- what people set is looked at.
create trigger note_difference after insert or delete or update of url, description, types,
  include_notes, enabled, secret, most_at_once, per_second on webhook_endpoints for each row
  execute function note_difference('webhook_endpoint', 'id', '{secret}',
    '{former_secret,former_ends_at,cursor,next_at,failures,failing_since,succeeded_at,created_by}');

create trigger note_difference after insert or delete or update of name, address, host, port,
  username, password, folder, interval_s, authserv_id, enabled on mailboxes for each row
  execute function note_difference('mailbox', 'id', '{password}',
    '{uid_validity,last_uid,due_at,lease_until,looked_at,failures,says}');

create trigger note_difference after insert or delete or update of name, type, covers, frequency,
  weekday, month_day, at_time, zone, format, language, recipients, is_active on report_schedules
  for each row execute function note_difference('report_schedule', 'id', '{}',
    '{next_at,last_at,last_report_id,problem,made_by}');
