const MINUTES = 60
const HOURS = 3_600

/** One of the audit logs that Google keeps, each application its own. */
export interface Application {
  /** Google's name. */
  name: string
  description: string
  /** Usual and worst seconds from event to availability. */
  delay: number
  lateness: number
  /** Seconds that each poll reads back; what comes later than that waits for the next start. */
  overlap: number
  /** Days that the vendor lets it be read; one less than it keeps, since a start that grows too old while it is read is an error. */
  retentionDays?: number
  /** Width of a backfill window. */
  windowSeconds?: number
}

/** Soon there: Google says a couple of minutes and does not promise it. */
const SOON = { delay: 5 * MINUTES, lateness: 6 * HOURS, overlap: 1 * HOURS }
/** Some tens of minutes, at times a couple of hours. */
const SLOW = { delay: 30 * MINUTES, lateness: 12 * HOURS, overlap: 3 * HOURS }
/** Hours in practice, whatever the vendor's page says. */
const LATE = { delay: 2 * HOURS, lateness: 24 * HOURS, overlap: 5 * HOURS }

export const applications: Application[] = [
  { name: 'admin', description: 'What administrators do in the admin console and by its API.', ...SOON },
  { name: 'login', description: 'Sign-ins, challenges and warnings about accounts.', ...LATE },
  { name: 'drive', description: 'What is done with files and folders of Drive, sharing above all.', ...LATE },
  { name: 'token', description: 'Third-party apps that people let in or shut out, and what these call.', ...LATE },
  {
    name: 'user_accounts',
    description: 'What people change of their own account: password, second factor, recovery.',
    ...SLOW,
  },
  { name: 'groups_enterprise', description: 'Groups and their members.', ...SLOW },
  { name: 'saml', description: 'Sign-ins to other apps through Google.', ...LATE },
  { name: 'mobile', description: 'Phones, tablets and computers that sync company data.', ...SOON },
  { name: 'rules', description: 'Rules of data protection and activity that were met.', ...SOON },
  { name: 'chrome', description: 'Security events of managed Chrome browsers and devices.', ...SOON },
  { name: 'calendar', description: 'Calendars, events and with whom they are shared.', ...SLOW },
  { name: 'chat', description: 'Rooms, messages and files of Chat, without their contents.', ...SOON },
  { name: 'meet', description: 'Meetings and who took part.', ...SLOW },
  { name: 'gcp', description: 'OS Login keys and POSIX profiles for Google Cloud.', ...SLOW },
  { name: 'context_aware_access', description: 'Access that was denied for its place or device.', ...SOON },
  { name: 'vault', description: 'Matters, searches, holds and exports of Vault.', ...SOON },
  // Google gives this one for 30 days, and only in narrow spans.
  {
    name: 'gmail',
    description: 'Deliveries, opened attachments and links of mail, without contents.',
    ...SLOW,
    retentionDays: 29,
    windowSeconds: 6 * HOURS,
  },
]
