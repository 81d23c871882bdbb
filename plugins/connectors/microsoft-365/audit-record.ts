import { z } from 'zod'

const text = z.string().nullish()
const pairs = z.array(z.looseObject({ Name: text, Value: z.unknown() })).nullish()
const identities = z.array(z.looseObject({ ID: text, Type: z.number().nullish() })).nullish()
const changes = z.array(z.looseObject({ Name: text, NewValue: z.unknown(), OldValue: z.unknown() })).nullish()

/** The fields of a record of the unified audit log that are read. Each service adds its own beside the common ones. */
export const auditRecord = z.looseObject({
  Id: z.string().min(1),
  CreationTime: z.string().min(1),
  Operation: z.string().regex(/\S/),
  RecordType: z.number().nullish(),
  Workload: text,
  ResultStatus: text,
  UserType: z.number().nullish(),
  UserKey: text,
  UserId: text,
  ObjectId: text,
  ClientIP: text,
  ClientIPAddress: text,
  ActorIpAddress: text,
  UserAgent: text,
  ClientInfoString: text,
  BrowserName: text,
  SessionId: text,
  AppAccessContext: z.looseObject({ AADSessionId: text, ClientAppId: text }).nullish(),
  DeviceProperties: pairs,
  ExtendedProperties: pairs,
  Parameters: pairs,
  ModifiedProperties: changes,
  Actor: identities,
  Target: identities,
  ErrorNumber: text,
  LogonError: text,
  Severity: text,
  AlertId: text,
  Name: text,
  // Exchange
  MailboxOwnerUPN: text,
  MailboxGuid: text,
  MailboxOwnerSid: text,
  LogonType: z.number().nullish(),
  LogonUserSid: text,
  ExternalAccess: z.boolean().nullish(),
  // SharePoint and OneDrive
  Site: text,
  SiteUrl: text,
  SourceFileName: text,
  SourceRelativeUrl: text,
  ItemType: text,
  ListItemUniqueId: text,
  TargetUserOrGroupName: text,
  TargetUserOrGroupType: text,
  // Teams
  TeamName: text,
  TeamGuid: text,
  ChannelName: text,
  ChannelGuid: text,
  Members: z.array(z.looseObject({ UPN: text, DisplayName: text })).nullish(),
  AddOnName: text,
  AddOnGuid: text,
  // DLP and rules
  PolicyDetails: z.array(z.looseObject({ PolicyId: text, PolicyName: text })).nullish(),
})

export type AuditRecord = z.infer<typeof auditRecord>
