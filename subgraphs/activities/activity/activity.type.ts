import {
  ActorKind,
  CursorScalar,
  IpInfo,
  JsonScalar,
  PageInfo,
  Severity,
  type Page,
  type StoredActivity,
} from '@casbah/kit'
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { READ } from '../directives.ts'
import { Account, App } from '../neighbours/neighbours.type.ts'
import { Outcome } from './activity.enums.ts'
import type { ActivitySummary } from './activity.row.ts'

@ObjectType({ description: 'Who did something: a login in a connected app or somebody within Casbah.' })
@Directive('@shareable')
export class Actor {
  @Field(() => ActorKind, { description: 'What it is.' }) kind!: ActorKind
  @Field(() => ID, {
    nullable: true,
    description: 'Opaque id of the account, member, token or policy; null for EXTERNAL and SYSTEM.',
  })
  id!: string | null
  @Field(() => String, { description: "Display name, else e-mail, else the vendor's id." }) name!: string
  @Field(() => String, { nullable: true, description: 'E-mail address, in lower case.' }) email!: string | null
  @Field(() => Account, { nullable: true, description: 'The account, for kind ACCOUNT.' }) account!: Account | null
}

@ObjectType({ description: 'Something that an activity was done to.' })
export class Target {
  @Field(() => String, { description: 'What it is, such as `user`, `group`, `file` or `policy`.' }) kind!: string
  @Field(() => String, { nullable: true, description: 'Id that the vendor gives it.' }) externalId!: string | null
  @Field(() => String, { description: "Name or e-mail, else the vendor's id." }) name!: string
  @Field(() => Account, { nullable: true, description: 'The account, when it is a known one.' })
  account!: Account | null
  /** Id of the app that it is in; `target.resolver.ts` finds the resource by it. */
  appId!: string
}

@ObjectType({ description: 'A program that an activity came through.' })
export class UserAgentInfo {
  @Field(() => String, { description: 'The string as sent.' }) original!: string
  @Field(() => String, { nullable: true, description: 'Name of the browser or client.' }) browser!: string | null
  @Field(() => String, { nullable: true, description: 'Name of the operating system.' }) os!: string | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'One normalised audit event, named as in OCSF 1.8 where GraphQL allows.',
})
@Directive('@key(fields: "id")')
@Directive(READ)
export class Activity {
  @Field(() => ID, { description: 'Opaque id, the same however often the event is read.' }) id!: string
  @Field(() => Date, { description: 'When it happened.' }) time!: Date
  @Field(() => Date, { description: 'When it was read from the vendor.' }) observedAt!: Date
  @Field(() => App, { nullable: true, description: 'App that it happened in.' }) app!: App | null
  @Field(() => String, {
    description:
      "What happened, in Casbah's closed vocabulary, such as `user.suspend`, `file.download` or `mfa.disable`; `other` when unmapped.",
  })
  action!: string
  @Field(() => String, { description: "What happened, in the vendor's words." }) vendorAction!: string
  @Field(() => Int, { description: 'OCSF class, such as 3002 for Authentication.' }) classUid!: number
  @Field(() => Int, { description: 'OCSF activity within the class.' }) activityId!: number
  @Field(() => Int, { description: 'OCSF type: class times 100 plus activity.' }) typeUid!: number
  @Field(() => Severity, { description: "The vendor's severity; INFORMATIONAL when it gives none." })
  severity!: Severity
  @Field(() => Actor, { nullable: true, description: 'Who did it; null when the vendor names nobody.' })
  actor!: Actor | null
  @Field(() => [Target], { description: 'What it was done to.' }) target!: Target[]
  @Field(() => Outcome, { description: 'Whether it succeeded.' }) outcome!: Outcome
  @Field(() => String, { nullable: true, description: "Why it failed, in the vendor's words." })
  outcomeReason!: string | null
  @Field(() => IpInfo, { nullable: true, description: 'Where it came from; null for events without an address.' })
  ip!: IpInfo | null
  @Field(() => UserAgentInfo, { nullable: true, description: 'What program it came through.' })
  userAgent!: UserAgentInfo | null
  @Field(() => String, { nullable: true, description: "The vendor's session id." }) sessionId!: string | null
  @Field(() => Boolean, { description: 'Whether it used administrator rights.' }) isAdmin!: boolean
  @Field(() => Boolean, { description: 'Whether somebody acted in the name of the actor.' }) isImpersonated!: boolean
  @Field(() => Boolean, { description: 'Whether `simulateAttack` made it.' }) isSimulated!: boolean
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Days since the user was last seen with the same value, by field: 0 today, -1 first time; null when not evaluated.',
  })
  lastSeenForUser!: Record<string, number> | null
  @Field(() => [String], {
    nullable: true,
    description: 'Fields whose value is uncommon for the user; null when not evaluated.',
  })
  uncommonForUser!: string[] | null
}

@ObjectType({ description: 'One activity of a page.' })
@Directive('@shareable')
export class ActivityEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Activity, { nullable: true, description: 'The activity; null once its retention has passed.' })
  node!: Activity | null
}

@ObjectType({ description: 'A page of activities.' })
@Directive('@shareable')
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: 'The activities.' }) edges!: ActivityEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

/** A page; its count is taken only when asked for. */
export type ActivityPage = Page<Activity>

/** The face of a stored activity in the graph. */
export function toActivity(stored: ActivitySummary | StoredActivity): Activity {
  const { userAgent } = stored
  return {
    id: stored.id,
    time: new Date(stored.time),
    observedAt: new Date(stored.observedAt),
    app: { id: stored.app },
    action: stored.action,
    vendorAction: stored.vendorAction,
    classUid: stored.classUid,
    activityId: stored.activityId,
    typeUid: stored.classUid * 100 + stored.activityId,
    severity: stored.severity,
    actor: toActor(stored),
    target: stored.targets.map((target, index) => {
      const account = stored.targetAccountIds[index]
      return {
        kind: target.kind,
        externalId: target.id,
        name: target.name ?? target.email ?? target.id ?? '',
        account: account ? { id: account } : null,
        appId: stored.app,
      }
    }),
    outcome: stored.outcome,
    outcomeReason: stored.outcomeReason,
    ip: stored.ip,
    userAgent: userAgent === null ? null : { original: userAgent, browser: stored.browser, os: stored.os },
    sessionId: stored.sessionId,
    isAdmin: stored.isAdmin,
    isImpersonated: stored.isImpersonated,
    isSimulated: stored.isSimulated,
    lastSeenForUser: stored.lastSeenForUser,
    uncommonForUser: stored.uncommonForUser,
  }
}

function toActor({ actor, accountId }: ActivitySummary): Actor | null {
  const name = actor && (actor.name ?? actor.email ?? actor.id)
  if (!actor || !name) return null
  return {
    kind: accountId ? 'ACCOUNT' : 'EXTERNAL',
    id: accountId,
    name,
    email: actor.email,
    account: accountId ? { id: accountId } : null,
  }
}
