export {
  asSuperuser,
  createTestDatabase,
  migrated,
  startTestPostgres,
  TEST_KEY,
  type TestTemplate,
} from './database.ts'
export { tablesWithoutTenant } from './catalogue.ts'
export { SmtpServer, type Manner } from './smtp-server.ts'
