"""The SQL of tenancy. $1 is the tenant: the installation's for accounts and the list of tenants."""

from ringdesk.domains.identity.queries import IS_SUSPENDED, PERSON_COLUMNS

# Roles of the tenant's own.

ROLE_COLUMNS = "id, name, description, scopes, created_at"
# Shared: whoever gives a role waits for whoever changes it, and the other way round.
ROLE_BY_NAME = f"""
select {ROLE_COLUMNS} from roles where tenant_id = $1 and name_key = $2 for share
"""
ROLE_FOR_UPDATE = f"select {ROLE_COLUMNS} from roles where tenant_id = $1 and id = $2 for update"
ROLES = f"""
select {ROLE_COLUMNS},
  (select count(*) from people p where p.tenant_id = $1 and p.role = r.name
     and p.deleted_at is null) as members
from roles r where r.tenant_id = $1 order by r.name_key
"""
ROLE_SHOWN = f"""
select {ROLE_COLUMNS},
  (select count(*) from people p where p.tenant_id = $1 and p.role = r.name
     and p.deleted_at is null) as members
from roles r where r.tenant_id = $1 and r.id = $2
"""
MEMBERS_BY_ROLE = """
select role, count(*) as members from people where tenant_id = $1 and deleted_at is null
group by role
"""
COUNT_ROLES = "select count(*) from roles where tenant_id = $1"
ADD_ROLE = f"""
insert into roles (tenant_id, name, name_key, description, scopes) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, name_key) do nothing returning {ROLE_COLUMNS}
"""
ROLE_NAMED = "select id from roles where tenant_id = $1 and name_key = $2"
CHANGE_ROLE = f"""
update roles set name = $3, name_key = $4, description = $5, scopes = $6
where tenant_id = $1 and id = $2 returning {ROLE_COLUMNS}
"""
DELETE_ROLE = "delete from roles where tenant_id = $1 and id = $2"
# To all who have it. Who has scopes of their own keeps them, and whoever was remembered is not.
PASS_ON_ROLE = """
update people set role = $3, revision = revision + 1,
  scopes = case when follows_role then $4::text[] else scopes end
where tenant_id = $1 and role = $2 returning id
"""
# From one role to another, which for a built-in one is to the code's own set.
PASS_TO_SUCCESSOR = """
update people set role = $3, revision = revision + 1,
  scopes = case when follows_role then $4::text[] else scopes end,
  follows_role = follows_role and $5
where tenant_id = $1 and role = $2 returning id
"""
HOLDERS = (
    "select id from people where tenant_id = $1 and role = $2 and deleted_at is null limit 1000"
)
RENAME_IN_INVITATIONS = "update invitations set role = $3 where tenant_id = $1 and role = $2"
INVITED_AS = """
select count(*) from invitations
where tenant_id = $1 and role = $2 and accepted_at is null and withdrawn_at is null
"""

# API tokens.

TOKEN_COLUMNS = "id, person_id, name, scopes, created_at, expires_at, last_used_at"
HOLDS = "revoked_at is null and expires_at > now()"
ADD_TOKEN = f"""
insert into api_tokens (tenant_id, person_id, name, secret_hash, scopes, expires_at)
values ($1, $2, $3, $4, $5, now() + $6::interval) returning {TOKEN_COLUMNS}
"""
TOKENS = f"""
select {TOKEN_COLUMNS} from api_tokens
where tenant_id = $1 and person_id = $2 and revoked_at is null order by id desc limit 200
"""
TOKEN = f"""
select {TOKEN_COLUMNS} from api_tokens
where tenant_id = $1 and id = $2 and person_id = $3 and revoked_at is null
"""
COUNT_TOKENS = (
    f"select count(*) from api_tokens where tenant_id = $1 and person_id = $2 and {HOLDS}"
)
END_TOKEN = """
update api_tokens set revoked_at = now()
where tenant_id = $1 and id = $2 and person_id = $3 and revoked_at is null
"""
END_TOKENS = """
update api_tokens set revoked_at = now()
where tenant_id = $1 and person_id = $2 and revoked_at is null returning id
"""
OWNER = f"""
select {", ".join(f"p.{name.strip()}" for name in PERSON_COLUMNS.split(","))},
  {IS_SUSPENDED} as is_suspended, t.id as token_id, t.scopes as token_scopes, t.expires_at,
  t.last_used_at is null or t.last_used_at < now() - interval '1 minute' as is_unseen
from api_tokens t join people p on p.tenant_id = t.tenant_id and p.id = t.person_id
where t.tenant_id = $1 and t.{HOLDS.replace("expires_at", "t.expires_at")}
  and p.is_active and p.deleted_at is null
"""
OWNER_BY_SECRET = f"{OWNER} and t.secret_hash = $2"
OWNER_BY_ID = f"{OWNER} and t.id = $2"
SEE_TOKEN = "update api_tokens set last_used_at = now() where tenant_id = $1 and id = $2"
FORGET_OLD_TOKENS = """
delete from api_tokens
where tenant_id = $1 and least(expires_at, revoked_at) < now() - interval '90 days'
"""

# Invitations.

INVITATION_COLUMNS = "id, email, role, invited_by, created_at, sent_at, expires_at"
OPEN = "accepted_at is null and withdrawn_at is null"
# Asked again, the old link is void: there is one per address.
INVITE = f"""
insert into invitations as i (tenant_id, email, email_key, role, token_hash, invited_by, expires_at)
values ($1, $2, $3, $4, $5, $6, now() + $7::interval)
on conflict (tenant_id, email_key) where {OPEN} do update set email = excluded.email,
  role = excluded.role, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
  expires_at = excluded.expires_at, sent_at = now(), sends = i.sends + 1
where i.sends < $8
returning {INVITATION_COLUMNS}
"""
SENT_TODAY = """
select count(*) from invitations where tenant_id = $1 and sent_at > now() - interval '1 day'
"""
INVITATIONS = f"""
select {INVITATION_COLUMNS} from invitations where tenant_id = $1 and {OPEN}
order by sent_at desc, id desc limit 500
"""
OPEN_INVITATION = f"""
select {INVITATION_COLUMNS} from invitations where tenant_id = $1 and id = $2 and {OPEN}
"""
INVITATION_BY_TOKEN = f"""
select {INVITATION_COLUMNS} from invitations
where tenant_id = $1 and token_hash = $2 and {OPEN} and expires_at > now() for update
"""
ACCEPT_INVITATION = "update invitations set accepted_at = now() where tenant_id = $1 and id = $2"
WITHDRAW = f"""
update invitations set withdrawn_at = now() where tenant_id = $1 and id = $2 and {OPEN}
returning id
"""
WITHDRAW_BY_ADDRESS = f"""
update invitations set withdrawn_at = now() where tenant_id = $1 and email_key = $2 and {OPEN}
returning id
"""
WITHDRAW_OTHERS = f"""
update invitations set withdrawn_at = now()
where tenant_id = $1 and email_key <> $2 and {OPEN} returning id
"""
FORGET_OLD_INVITATIONS = """
delete from invitations
where tenant_id = $1
  and coalesce(accepted_at, withdrawn_at, expires_at) < now() - interval '90 days'
"""
# Who left comes back as who they were; a customer of the place may become its colleague.
JOIN = f"""
insert into people as p (tenant_id, id, username, email, full_name, role, scopes, follows_role)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (tenant_id, id) do update set username = excluded.username, email = excluded.email,
  full_name = case when p.deleted_at is null then p.full_name else excluded.full_name end,
  role = excluded.role, scopes = excluded.scopes, follows_role = excluded.follows_role,
  is_active = true, deleted_at = null, revision = p.revision + 1
returning {PERSON_COLUMNS}
"""
PERSON_HERE = f"select {PERSON_COLUMNS} from people where tenant_id = $1 and id = $2 for update"
NAME_HERE = """
update people set username = $3, email = $4, revision = revision + 1
where tenant_id = $1 and id = $2
"""

# Where an account belongs.

BELONGS = """
select true from memberships where tenant_id = $1 and account_id = $2 and member_tenant_id = $3
"""
COUNT_MEMBERSHIPS = "select count(*) from memberships where tenant_id = $1 and account_id = $2"
TENANTS_OF_ACCOUNT = """
select t.id, t.name, t.hosts, t.strangers_may_register, t.timezone, t.created_at, t.suspended_at
from memberships m join tenants t on t.tenant_id = m.tenant_id and t.id = m.member_tenant_id
where m.tenant_id = $1 and m.account_id = $2 order by t.nr limit 200
"""
TENANT_OF_ACCOUNT = """
select t.id, t.name, t.hosts, t.strangers_may_register, t.timezone, t.created_at, t.suspended_at
from memberships m join tenants t on t.tenant_id = m.tenant_id and t.id = m.member_tenant_id
where m.tenant_id = $1 and m.account_id = $2 and t.id = $3
"""
COUNT_PEOPLE = """
select count(*) as people, count(*) filter (where role <> 'customer') as staff
from people where tenant_id = $1 and is_active and deleted_at is null
"""
SEATS = f"""
select (select count(*) from people
        where tenant_id = $1 and role <> 'customer' and is_active and deleted_at is null)
  + (select count(*) from invitations
     where tenant_id = $1 and role <> 'customer' and {OPEN} and expires_at > now()
       and email_key is distinct from $2)
"""

# What a workspace is.

WORKSPACE_COLUMNS = """
suspended_at, suspended_because, locale, accent, mail_name, logo_key, logo_type, most_people,
most_storage_mb, most_messages_a_day, retention::text as retention"""
WORKSPACE = f"select {WORKSPACE_COLUMNS} from workspaces where tenant_id = $1"
CHANGE_WORKSPACE = """
insert into workspaces as w (tenant_id, locale, accent, mail_name, retention)
values ($1, coalesce($2, 'en'), coalesce($3, '#2f55c8'), coalesce($4, ''),
  coalesce($5::text::jsonb, '{}'))
on conflict (tenant_id) do update set locale = coalesce($2, w.locale),
  accent = coalesce($3, w.accent), mail_name = coalesce($4, w.mail_name),
  retention = coalesce($5::text::jsonb, w.retention), changed_at = now()
"""
CHANGE_LOGO = """
insert into workspaces as w (tenant_id, logo_key, logo_type) values ($1, $2, $3)
on conflict (tenant_id) do update set logo_key = $2, logo_type = $3, changed_at = now()
"""
CHANGE_QUOTA = """
insert into workspaces as w (tenant_id, most_people, most_storage_mb, most_messages_a_day)
values ($1, $2, $3, $4)
on conflict (tenant_id) do update set most_people = $2, most_storage_mb = $3,
  most_messages_a_day = $4, changed_at = now()
"""
TENANTS_WITH = """
select id, name, hosts, strangers_may_register, timezone, created_at, suspended_at from tenants
where tenant_id = $1 and ($2::text is null
  or strpos(lower(name || ' ' || array_to_string(hosts, ' ')), lower($2)) > 0)
order by nr limit $3 offset $4
"""
CHANGE_TENANT = """
update tenants set name = coalesce($3, name), timezone = coalesce($4, timezone),
  strangers_may_register = coalesce($5, strangers_may_register), hosts = coalesce($6, hosts)
where tenant_id = $1 and id = $2
"""
HOST_ELSEWHERE = """
select true from tenants where tenant_id = $1 and id <> $2 and hosts && $3::text[] limit 1
"""
SUSPEND_TENANT = """
update tenants set suspended_at = case when $3 then now() end where tenant_id = $1 and id = $2
"""
SUSPEND_WORKSPACE = """
insert into workspaces as w (tenant_id, suspended_at, suspended_because)
values ($1, case when $2 then now() end, $3)
on conflict (tenant_id) do update set suspended_at = excluded.suspended_at,
  suspended_because = excluded.suspended_because
"""
# Whoever may be remembered by a process somewhere is to be looked at again.
BUMP_ALL = """
update people p set revision = revision + 1 where tenant_id = $1 and (
  exists (select from sessions s where s.tenant_id = $1 and s.person_id = p.id
          and s.ended_at is null and s.expires_at > now())
  or exists (select from api_tokens t where t.tenant_id = $1 and t.person_id = p.id
             and t.revoked_at is null))
"""
