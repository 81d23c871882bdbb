export { asSuperuser, createTestDatabase, startTestPostgres, TEST_KEY } from './database.ts'
export { tablesWithoutTenant } from './catalogue.ts'
export { SmtpServer, type Manner } from './smtp-server.ts'
