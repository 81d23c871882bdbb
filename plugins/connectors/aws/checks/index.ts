import type { Check } from '@casbah/sdk'
import { accessAnalyzer } from './access-analyzer.ts'
import { accessKeyAge } from './access-key-age.ts'
import { accessKeySingle } from './access-key-single.ts'
import { accessKeyUnused } from './access-key-unused.ts'
import { accountPublicAccess } from './account-public-access.ts'
import { adminPortsClosed } from './admin-ports-closed.ts'
import { administratorsFew } from './administrators-few.ts'
import { bucketsBlocked } from './buckets-blocked.ts'
import { bucketsClosed } from './buckets-closed.ts'
import { bucketsNoAcls } from './buckets-no-acls.ts'
import { bucketsTls } from './buckets-tls.ts'
import { certificatesValid } from './certificates-valid.ts'
import { configRecording } from './config-recording.ts'
import { consoleUnused } from './console-unused.ts'
import { defaultGroupClosed } from './default-group-closed.ts'
import { disksEncrypted } from './disks-encrypted.ts'
import { flowLogs } from './flow-logs.ts'
import { githubTrustScoped } from './github-trust-scoped.ts'
import { guardduty } from './guardduty.ts'
import { passwordLength } from './password-length.ts'
import { passwordReuse } from './password-reuse.ts'
import { policiesNotAll } from './policies-not-all.ts'
import { regionsRead } from './regions-read.ts'
import { rootCentral } from './root-central.ts'
import { rootHardwareMfa } from './root-hardware-mfa.ts'
import { rootNotUsed } from './root-not-used.ts'
import { rootSecured } from './root-secured.ts'
import { securityContact } from './security-contact.ts'
import { securityHub } from './security-hub.ts'
import { snapshotsPrivate } from './snapshots-private.ts'
import { supportRole } from './support-role.ts'
import { trailBucketPrivate } from './trail-bucket-private.ts'
import { trailEncrypted } from './trail-encrypted.ts'
import { trailLogging } from './trail-logging.ts'
import { usersMfa } from './users-mfa.ts'
import { usersNoPolicies } from './users-no-policies.ts'

export const checks: Check[] = [
  rootSecured,
  rootHardwareMfa,
  rootNotUsed,
  rootCentral,
  usersMfa,
  accessKeyAge,
  accessKeyUnused,
  accessKeySingle,
  consoleUnused,
  passwordLength,
  passwordReuse,
  policiesNotAll,
  usersNoPolicies,
  administratorsFew,
  githubTrustScoped,
  supportRole,
  certificatesValid,
  trailLogging,
  trailEncrypted,
  trailBucketPrivate,
  accountPublicAccess,
  bucketsBlocked,
  bucketsClosed,
  bucketsTls,
  bucketsNoAcls,
  regionsRead,
  disksEncrypted,
  snapshotsPrivate,
  adminPortsClosed,
  defaultGroupClosed,
  flowLogs,
  accessAnalyzer,
  guardduty,
  securityHub,
  configRecording,
  securityContact,
]
