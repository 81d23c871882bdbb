/** How common a client is in one app of one tenant. */
export type Rarity = 'RARE' | 'UNCOMMON' | 'COMMON'

const RARE_SHARE = 0.01
const UNCOMMON_SHARE = 0.1

/** By the share of an app's accounts that let a client in: up to 1 %, or a single one, is rare; up to 10 % is uncommon. */
export function rarityOf(grantedBy: number, accounts: number): Rarity {
  const share = grantedBy / Math.max(accounts, 1)
  if (grantedBy <= 1 || share <= RARE_SHARE) return 'RARE'
  return share <= UNCOMMON_SHARE ? 'UNCOMMON' : 'COMMON'
}
