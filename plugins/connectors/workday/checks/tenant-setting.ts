/** Path of a column in the one row of the report on the tenant's security. */
export const tenantSetting = (column: string) => `tenantSecurity.Report_Entry.0.${column}`

export const notSaid = (column: string) =>
  `The report “Casbah Tenant Security” does not say this. Add the column ${column}.`
