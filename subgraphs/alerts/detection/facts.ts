/** What is known of an account beyond its activities. */
export interface AccountFact {
  id: string
  app: string
  email: string | null
  userId: string | null
  /** As apps has it: ACTIVE, SUSPENDED, DELETED and so on. */
  status: string
  isAdmin: boolean
  isService: boolean
  isExternal: boolean
  mfaEnabled: boolean | null
  groups: readonly string[]
  /** Slug of its app's connector, when known. */
  connector?: string | null
  /** Since when it has its status, epoch ms; null when it was first seen with it. */
  statusSince?: number | null
}

/** Accounts of the people in a batch, read once before it is judged. */
export interface Facts {
  account(id: string): AccountFact | undefined
  /** All accounts of a person, in every app. */
  accountsOfUser(userId: string): readonly AccountFact[]
}

/** Nothing is known. */
export const NO_FACTS: Facts = { account: () => undefined, accountsOfUser: () => [] }

/** Facts over a list of accounts. */
export function factsOf(accounts: readonly AccountFact[]): Facts {
  const byId = new Map(accounts.map(account => [account.id, account]))
  const byUser = Map.groupBy(
    accounts.filter(account => account.userId !== null),
    account => account.userId!,
  )
  return { account: id => byId.get(id), accountsOfUser: userId => byUser.get(userId) ?? [] }
}
