-- What may only be added to goes with its tenant, when that is due (0031), and not before. Each such
-- trigger keeps its own words, whatever they are by now, and learns of this one case before it
-- refuses.
do $$
declare
  guard regproc;
begin
  foreach guard in array
    '{log_is_append_only,consents_are_append_only,points_are_append_only}'::regproc[]
  loop
    execute replace(pg_get_functiondef(guard), '  raise exception', $case$
  if tg_op = 'DELETE' and public.tenant_is_going(old.tenant_id) then
    return old;
  end if;
  raise exception$case$);
  end loop;
end $$;
