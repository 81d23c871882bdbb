import { z } from 'zod'

/** Numbers of a log line are texts; some exports give them as numbers. */
const text = z.union([z.string(), z.number()]).nullish()

/** The columns of an event log file that are read; every event type has some of them. */
export const logLine = z.looseObject({
  // A file that was joined of several holds header lines among its rows.
  EVENT_TYPE: z
    .string({ error: 'This is no line of an event log file, each of which tells its type.' })
    .min(1)
    .refine(type => type !== 'EVENT_TYPE', { error: 'This is a header line, not an event.' }),
  TIMESTAMP_DERIVED: text,
  USER_ID: text,
  USER_ID_DERIVED: text,
  USER_NAME: text,
  USERNAME: text,
  USER_TYPE: text,
  DELEGATED_USER_ID: text,
  DELEGATED_USER_ID_DERIVED: text,
  DELEGATED_USER_NAME: text,
  CLIENT_IP: text,
  SOURCE_IP: text,
  SESSION_KEY: text,
  LOGIN_KEY: text,
  USER_AGENT: text,
  BROWSER_TYPE: text,
  CLIENT_INFO: text,
  HTTP_HEADERS: text,
  LOGIN_STATUS: text,
  REQUEST_STATUS: text,
  STATUS: text,
  STATUS_CODE: text,
  SUCCESS: text,
  IS_SUCCESS: text,
  EXCEPTION_MESSAGE: text,
  SUMMARY: text,
  ACTION: text,
  TRANSACTION_TYPE: text,
  SHARING_OPERATION: text,
  SHARED_WITH_ENTITY_ID: text,
  URI: text,
  PAGE_URL: text,
  PAGE_NAME: text,
  ENTITY_NAME: text,
  ENTITY_ID: text,
  REPORT_ID: text,
  REPORT_ID_DERIVED: text,
  DASHBOARD_ID: text,
  DASHBOARD_ID_DERIVED: text,
  DOCUMENT_ID: text,
  DOCUMENT_ID_DERIVED: text,
  VERSION_ID: text,
  RECORD_ID: text,
  RECORD_ID_DERIVED: text,
  CLICKED_RECORD_ID: text,
  CONNECTED_APP_ID: text,
  CONNECTED_APP_NAME: text,
})
export type LogLine = z.infer<typeof logLine>
