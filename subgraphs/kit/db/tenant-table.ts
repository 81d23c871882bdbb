/**
 * Options of an entity whose rows belong to a tenant: row level security, forced, by the session's `app.tenant`.
 * Migrations carry the same as SQL (`protectByTenant`).
 */
export function tenantTable(schema: string, tableName: string) {
  return {
    schema,
    tableName,
    rowLevelSecurity: 'force' as const,
    policies: [{ name: 'tenant', using: TENANT, check: TENANT }],
  }
}

const TENANT = `tenant = current_setting('app.tenant')`

/** The SQL that makes a table a tenant's: RLS on, forced, one policy. */
export function protectByTenant(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy tenant on ${table} using (${TENANT}) with check (${TENANT})`,
  ]
}

/** Tables without a tenant: what stands above tenants, and the log's bookkeeping. A test holds every other table to having one. */
export const PLATFORM_TABLES = [
  'log.head',
  'log.consumer',
  'apps.tenant',
  'apps.connector',
  'apps.connector_package',
  'apps.connector_install',
  'apps.connector_description',
  'apps.connector_event',
  'apps.app_lease',
  'alerts.snapshot',
  'alerts.connector_stream',
  'alerts.action_spec',
  'alerts.data',
  'alerts.system_look',
  'posture.control',
] as const
