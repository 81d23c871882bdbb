import type { Check } from '@casbah/sdk'
import { accessApproval } from './access-approval.ts'
import { alertAuditConfig } from './alert-audit-config.ts'
import { alertOwnerChange } from './alert-owner-change.ts'
import { apiKeyAge } from './api-key-age.ts'
import { apiKeysRestricted } from './api-keys-restricted.ts'
import { assetInventory } from './asset-inventory.ts'
import { bucketUniformAccess } from './bucket-uniform-access.ts'
import { bucketsNotPublic } from './buckets-not-public.ts'
import { dataAccessLogged } from './data-access-logged.ts'
import { dataAccessReadable } from './data-access-readable.ts'
import { datasetsNotPublic } from './datasets-not-public.ts'
import { dnssec } from './dnssec.ts'
import { essentialContacts } from './essential-contacts.ts'
import { firewallRdp } from './firewall-rdp.ts'
import { firewallSsh } from './firewall-ssh.ts'
import { flowLogs } from './flow-logs.ts'
import { keyAge } from './key-age.ts'
import { kmsDuties } from './kms-duties.ts'
import { kmsNotPublic } from './kms-not-public.ts'
import { kmsRotation } from './kms-rotation.ts'
import { logBucketLock } from './log-bucket-lock.ts'
import { logSink } from './log-sink.ts'
import { noDefaultNetwork } from './no-default-network.ts'
import { noUserManagedKeys } from './no-user-managed-keys.ts'
import { noWideImpersonation } from './no-wide-impersonation.ts'
import { osLogin } from './os-login.ts'
import { serviceAccountDuties } from './service-account-duties.ts'
import { serviceAccountsNoAdmin } from './service-accounts-no-admin.ts'
import { sqlBackups } from './sql-backups.ts'
import { sqlNotOpen } from './sql-not-open.ts'
import { sqlTls } from './sql-tls.ts'
import { vmDefaultAccount } from './vm-default-account.ts'
import { vmShielded } from './vm-shielded.ts'

export const checks: Check[] = [
  noUserManagedKeys,
  keyAge,
  serviceAccountsNoAdmin,
  noWideImpersonation,
  serviceAccountDuties,
  kmsDuties,
  dataAccessLogged,
  logSink,
  logBucketLock,
  alertOwnerChange,
  alertAuditConfig,
  assetInventory,
  dataAccessReadable,
  accessApproval,
  essentialContacts,
  apiKeysRestricted,
  apiKeyAge,
  bucketsNotPublic,
  bucketUniformAccess,
  kmsNotPublic,
  kmsRotation,
  datasetsNotPublic,
  sqlNotOpen,
  sqlTls,
  sqlBackups,
  firewallSsh,
  firewallRdp,
  noDefaultNetwork,
  flowLogs,
  vmDefaultAccount,
  osLogin,
  vmShielded,
  dnssec,
]
