import type { CollectedActivity, StoredActivity, Tx } from '@casbah/kit'
import { activityId } from '../activity/activity-id.ts'
import type { Places } from '../geo/place.ts'
import type { NetworkLists } from '../lists/network-lists.ts'
import { NetworkTags } from '../network/network-tags.ts'
import { AccountLookup } from './accounts.ts'
import { cleanOrNull, cleanText } from './clean-text.ts'
import { judgeByProfile } from './profile.ts'
import { ResourceLookup, type Named } from './resources.ts'
import { programOf } from './user-agent.ts'

/** Kinds of targets that are somebody with an account. */
const PEOPLE = new Set(['user', 'account', 'service', 'service_account', 'member'])

/** Adds to each activity what is known of its account, its address and its program, and how it compares with its user's past. */
export async function enrich(
  collected: readonly CollectedActivity[],
  tx: Tx,
  places: Places,
  lists: NetworkLists,
): Promise<StoredActivity[]> {
  const cleaned = collected.map(clean)
  const accounts = await AccountLookup.read(tx, cleaned.flatMap(mentions))
  const resources = await ResourceLookup.read(tx, cleaned.flatMap(thingsIn))
  const tags = cleaned.some(activity => activity.ip) ? await NetworkTags.read(tx) : new NetworkTags([])
  const activities = cleaned.map(activity => complete(activity, { accounts, resources, tags, places, lists }))
  await judgeByProfile(tx, activities)
  return activities
}

/** The same for an activity of which nothing is stored: by what the vendor tells and by our own lists of addresses. */
export function enrichAlone(collected: CollectedActivity, places: Places): StoredActivity {
  const lists = { tagOf: () => null }
  const known = {
    accounts: AccountLookup.NONE,
    resources: ResourceLookup.NONE,
    tags: new NetworkTags([]),
    places,
    lists,
  }
  return complete(clean(collected), known)
}

function mentions(activity: CollectedActivity) {
  const { app, actor, targets } = activity
  const people = targets.filter(target => PEOPLE.has(target.kind))
  return [...(actor ? [actor] : []), ...people].map(who => ({ app, who }))
}

/** Targets that may be resources. */
function thingsIn({ app, targets }: CollectedActivity): Named[] {
  return targets.flatMap(({ kind, id }) => (id !== null && !PEOPLE.has(kind) ? [{ app, externalId: id }] : []))
}

interface Known {
  accounts: AccountLookup
  resources: ResourceLookup
  tags: NetworkTags
  places: Places
  lists: Pick<NetworkLists, 'tagOf'>
}

function complete(activity: CollectedActivity, { accounts, resources, tags, places, lists }: Known): StoredActivity {
  const { app, actor, ip, userAgent } = activity
  const account = actor && accounts.find(app, actor)
  const place = ip && places.of(ip.address)
  const program = userAgent ? programOf(userAgent) : null
  return {
    ...activity,
    id: activityId(activity.time, activity.id),
    actor: actor && {
      ...actor,
      email: actor.email ?? account?.email ?? null,
      name: actor.name ?? account?.name ?? null,
    },
    accountId: account?.id ?? null,
    userId: account?.userId ?? null,
    targetAccountIds: activity.targets.map(target =>
      PEOPLE.has(target.kind) ? (accounts.find(app, target)?.id ?? null) : null,
    ),
    targetResourceIds: activity.targets.map(({ kind, id }) =>
      id !== null && !PEOPLE.has(kind) ? resources.find({ app, externalId: id }) : null,
    ),
    // What the vendor says of place wins.
    ip: place && {
      address: place.text,
      country: ip.country?.toUpperCase() ?? place.country,
      city: ip.city,
      asn: ip.asn ?? place.asn,
      isp: ip.isp ?? place.isp,
      // The tenant's own networks win over lists.
      networkTag: tags.of(place.address) ?? lists.tagOf(place.address),
    },
    browser: program?.browser ?? null,
    os: program?.os ?? null,
    lastSeenForUser: null,
    uncommonForUser: null,
  }
}

/** The activity with text that PostgreSQL takes, addresses of mail in lower case. */
function clean(activity: CollectedActivity): CollectedActivity {
  const { actor, ip } = activity
  return {
    ...activity,
    vendorId: cleanText(activity.vendorId),
    vendorAction: cleanText(activity.vendorAction),
    outcomeReason: cleanOrNull(activity.outcomeReason),
    userAgent: cleanOrNull(activity.userAgent),
    sessionId: cleanOrNull(activity.sessionId),
    actor: actor && {
      id: cleanOrNull(actor.id),
      email: cleanOrNull(actor.email)?.toLowerCase() ?? null,
      name: cleanOrNull(actor.name),
      kind: actor.kind,
    },
    targets: activity.targets.map(target => ({
      kind: cleanText(target.kind),
      id: cleanOrNull(target.id),
      name: cleanOrNull(target.name),
      email: cleanOrNull(target.email)?.toLowerCase() ?? null,
    })),
    ip: ip && { ...ip, country: cleanOrNull(ip.country), city: cleanOrNull(ip.city), isp: cleanOrNull(ip.isp) },
    raw: cleanText(activity.raw),
  }
}
