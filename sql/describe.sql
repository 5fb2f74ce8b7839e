-- Describes the schemas of Fieldwork, one line for each thing that matters, so that two databases can be compared and a
-- change of the schema be read in a diff. sql/snapshot.sql is what it says of the migrated schema; `make snapshot` rewrites it.
--
-- The text must not depend on the server's version, which is why it is not pg_dump's:
--   - a view of one relation loses the qualifiers of its columns, which the server writes before version 16 only;
--   - an owner's own privileges are left out: 17 added one; so are NOT NULL constraints, which 18 lists as constraints;
--   - an owner who is none of ours is whoever migrated.
with
ours as (
    select n.oid, n.nspname::text as name, n.nspowner as owner, n.nspacl as acl
    from pg_catalog.pg_namespace n
    where n.nspname in ('fieldwork', 'fieldwork_jobs', 'fieldwork_store', 'fieldwork_schema')
),
roles as (
    select 0::oid as oid, 'public' as name
    union all
    select r.oid, case when r.rolname like 'fieldwork%' then r.rolname::text else '(migrator)' end from pg_catalog.pg_roles r
),
relations as (
    select c.*, o.name || '.' || c.relname as name
    from pg_catalog.pg_class c join ours o on o.oid = c.relnamespace
),
functions as (
    select p.*, o.name || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
    from pg_catalog.pg_proc p join ours o on o.oid = p.pronamespace
),
-- Of every object that can be granted: what kind it is, and who may do what.
grantable as (
    select 'schema' as kind, o.name, o.owner, coalesce(o.acl, acldefault('n', o.owner)) as acl from ours o
    union all
    select case r.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end, r.name, r.relowner,
        coalesce(r.relacl, acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))
    from relations r where r.relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select 'column', r.name || '.' || a.attname, r.relowner, a.attacl
    from relations r join pg_catalog.pg_attribute a on a.attrelid = r.oid where a.attacl is not null
    union all
    select 'function', f.name, f.proowner, coalesce(f.proacl, acldefault('f', f.proowner)) from functions f
    union all
    select 'type', o.name || '.' || t.typname, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
    from pg_catalog.pg_type t join ours o on o.oid = t.typnamespace
    where t.typtype in ('e', 'd') or t.typtype = 'c' and exists (select from relations r where r.oid = t.typrelid and r.relkind = 'c')
),
lines (section, object, place, line) as (
    select 1, r.rolname, 0, concat_ws(' ', 'role', r.rolname,
        case when r.rolcanlogin then 'login' end, case when r.rolsuper then 'superuser' end,
        case when r.rolbypassrls then 'bypassrls' end, case when r.rolcreaterole then 'createrole' end,
        case when not r.rolinherit then 'noinherit' end)
    from pg_catalog.pg_roles r
    where r.rolname in ('fieldwork_owner', 'fieldwork_portal', 'fieldwork_worker', 'fieldwork_admin', 'fieldwork_auditor')

    union all
    select 2, e.extname, 0, 'extension ' || e.extname
    from pg_catalog.pg_extension e where e.extname <> 'plpgsql'

    union all
    select 3, o.name, 0, format('schema %s owner %s', o.name, r.name)
    from ours o join roles r on r.oid = o.owner

    union all
    select 4, concat(o.name, ' ', d.defaclobjtype), 0, format('by default %s of %s%s: %s', d.defaclobjtype, r.name,
        ' in ' || o.name, (select coalesce(string_agg(format('%s to %s', lower(x.privilege_type), g.name), ', '
            order by g.name, x.privilege_type), 'nothing')
            from aclexplode(d.defaclacl) x join roles g on g.oid = x.grantee where x.grantee <> d.defaclrole))
    from pg_catalog.pg_default_acl d join roles r on r.oid = d.defaclrole left join ours o on o.oid = d.defaclnamespace

    union all
    select 5, o.name || '.' || t.typname, 0, concat_ws(' ', 'type', o.name || '.' || t.typname, case t.typtype
        when 'e' then 'enum (' || (select string_agg(e.enumlabel, ', ' order by e.enumsortorder)
            from pg_catalog.pg_enum e where e.enumtypid = t.oid) || ')'
        else 'domain ' || format_type(t.typbasetype, t.typtypmod) || case when t.typnotnull then ' not null' else '' end end)
    from pg_catalog.pg_type t join ours o on o.oid = t.typnamespace where t.typtype in ('e', 'd')

    union all
    select 6, r.name, 0, concat_ws(' ', case r.relkind
            when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'materialized view'
            when 'S' then 'sequence' else 'type' end,
        r.name, 'owner', o.name,
        case when r.relkind = 'p' then 'partition by ' || pg_get_partkeydef(r.oid) end,
        case when r.relispartition then 'partition ' || pg_get_expr(r.relpartbound, r.oid) end,
        case when r.relpersistence = 'u' then 'unlogged' end,
        case when r.relrowsecurity then 'row level security' end,
        case when r.relforcerowsecurity then 'forced' end,
        (select 'with (' || string_agg(x, ', ' order by x) || ')' from unnest(r.reloptions) x),
        (select format('as %s start %s increment %s cache %s%s', format_type(s.seqtypid, null), s.seqstart, s.seqincrement,
            s.seqcache, case when s.seqcycle then ' cycle' else '' end) from pg_catalog.pg_sequence s where s.seqrelid = r.oid))
    from relations r join roles o on o.oid = r.relowner
    where r.relkind in ('r', 'p', 'v', 'm', 'S', 'c')
        -- The sequence behind an identity column is part of the column.
        and not exists (select from pg_catalog.pg_depend d where d.objid = r.oid and d.deptype = 'i' and r.relkind = 'S')

    union all
    select 6, r.name, 1000 + a.attnum, concat_ws(' ', '   ', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attcollation <> t.typcollation
            then 'collate ' || (select c.collname from pg_catalog.pg_collation c where c.oid = a.attcollation) end,
        case when a.attnotnull then 'not null' end,
        case a.attidentity when 'a' then 'generated always as identity' when 'd' then 'generated by default as identity' end,
        case when a.attgenerated = '' then 'default ' else 'generated always as ' end || pg_get_expr(d.adbin, d.adrelid))
    from relations r
        join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
        join pg_catalog.pg_type t on t.oid = a.atttypid
        left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'v', 'm', 'c')

    union all
    select 6, r.name, 3000, format('    constraint %s %s', c.conname, pg_get_constraintdef(c.oid, true))
    from relations r join pg_catalog.pg_constraint c on c.conrelid = r.oid where c.contype <> 'n'

    union all
    select 6, r.name, 4000, '    ' || replace(pg_get_indexdef(i.indexrelid), ' ON ' || r.name, ' on ' || r.name)
    from relations r join pg_catalog.pg_index i on i.indrelid = r.oid

    union all
    select 6, r.name, 5000, '    ' || pg_get_triggerdef(t.oid, true)
    from relations r join pg_catalog.pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal

    union all
    select 6, r.name, 6000, concat_ws(' ', '    policy', p.polname, 'for', case p.polcmd
            when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
        case when not p.polpermissive then 'restrictive' end,
        'to', (select string_agg(o.name, ', ' order by o.name) from roles o where o.oid = any (p.polroles)),
        'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
    from relations r join pg_catalog.pg_policy p on p.polrelid = r.oid

    union all
    select 6, r.name, 7000, '    as ' || case when v.text ~ ' JOIN ' then v.text
        else regexp_replace(v.text, '\m' || coalesce(v.source[2], v.source[1]) || '\.', '', 'g') end
    from relations r,
        lateral (select regexp_replace(btrim(pg_get_viewdef(r.oid)), '\s+', ' ', 'g')) d (text),
        lateral (select d.text, regexp_match(d.text, ' FROM \w+\.(\w+)(?: (?!WHERE|GROUP|ORDER|LIMIT)(\w+))?')) v (text, source)
    where r.relkind in ('v', 'm')

    union all
    select 7, f.name, 0, concat_ws(' ', case f.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
        format('%s(%s)', split_part(f.name, '(', 1), pg_get_function_arguments(f.oid)),
        'returns ' || pg_get_function_result(f.oid), 'owner', o.name, 'language', l.lanname,
        case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
        case when f.proisstrict then 'strict' end, case when f.proleakproof then 'leakproof' end,
        case f.proparallel when 's' then 'parallel safe' when 'r' then 'parallel restricted' end,
        case when f.prosecdef then 'security definer' end,
        (select string_agg('set ' || s, ' ' order by s) from unnest(f.proconfig) s),
        'body', md5(f.prosrc))
    from functions f join roles o on o.oid = f.proowner join pg_catalog.pg_language l on l.oid = f.prolang

    union all
    select 8, g.kind || ' ' || g.name, 0, format('grant %s on %s %s to %s%s',
        string_agg(lower(x.privilege_type), ', ' order by x.privilege_type), g.kind, g.name, r.name,
        case when x.is_grantable then ' with grant option' else '' end)
    from grantable g, aclexplode(g.acl) x join roles r on r.oid = x.grantee
    where x.grantee <> g.owner
    group by g.kind, g.name, r.name, x.is_grantable
)
select regexp_replace(line, '\s*\n\s*', ' ', 'g')
from lines
order by section, object collate "C", place, line collate "C"
