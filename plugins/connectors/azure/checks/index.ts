import type { Check } from '@casbah/sdk'
import { activityLogExported } from './activity-log-exported.ts'
import { alertNsg } from './alert-nsg.ts'
import { alertPolicyAssignment } from './alert-policy-assignment.ts'
import { defenderAppService } from './defender-app-service.ts'
import { defenderContainers } from './defender-containers.ts'
import { defenderDatabases } from './defender-databases.ts'
import { defenderKeyVault } from './defender-key-vault.ts'
import { defenderResourceManager } from './defender-resource-manager.ts'
import { defenderServers } from './defender-servers.ts'
import { defenderStorage } from './defender-storage.ts'
import { noCustomOwner } from './no-custom-owner.ts'
import { noProgramOwners } from './no-program-owners.ts'
import { noRootAccessAdmin } from './no-root-access-admin.ts'
import { nsgAdminPorts } from './nsg-admin-ports.ts'
import { nsgDatabasePorts } from './nsg-database-ports.ts'
import { ownerCount } from './owner-count.ts'
import { securityContact } from './security-contact.ts'
import { sqlAuditing } from './sql-auditing.ts'
import { sqlEncryption } from './sql-encryption.ts'
import { sqlEntraAdmin } from './sql-entra-admin.ts'
import { sqlNoAnyAddress } from './sql-no-any-address.ts'
import { storageDefaultDeny } from './storage-default-deny.ts'
import { storageHttps } from './storage-https.ts'
import { storageNoAnonymous } from './storage-no-anonymous.ts'
import { storageNoSharedKey } from './storage-no-shared-key.ts'
import { storageTls } from './storage-tls.ts'
import { subscriptionsWatched } from './subscriptions-watched.ts'
import { vaultExpiry } from './vault-expiry.ts'
import { vaultPrivate } from './vault-private.ts'
import { vaultRbac } from './vault-rbac.ts'
import { vaultRecoverable } from './vault-recoverable.ts'
import { webAppsHttps } from './web-apps-https.ts'

export const checks: Check[] = [
  storageHttps,
  storageTls,
  storageNoAnonymous,
  storageNoSharedKey,
  storageDefaultDeny,
  vaultRecoverable,
  vaultRbac,
  vaultPrivate,
  webAppsHttps,
  nsgAdminPorts,
  nsgDatabasePorts,
  defenderServers,
  defenderStorage,
  defenderKeyVault,
  defenderResourceManager,
  defenderDatabases,
  defenderAppService,
  defenderContainers,
  alertPolicyAssignment,
  alertNsg,
  securityContact,
  activityLogExported,
  noCustomOwner,
  noRootAccessAdmin,
  ownerCount,
  noProgramOwners,
  subscriptionsWatched,
  vaultExpiry,
  sqlNoAnyAddress,
  sqlAuditing,
  sqlEntraAdmin,
  sqlEncryption,
]
