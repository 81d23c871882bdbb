import { JsonScalar, UserError } from '@casbah/kit'
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

export const ConnectorState = {
  LOADED: 'LOADED',
  FAILED: 'FAILED',
  DISABLED: 'DISABLED',
  UPGRADING: 'UPGRADING',
} as const
export type ConnectorState = keyof typeof ConnectorState
registerEnumType(ConnectorState, {
  name: 'ConnectorState',
  description: 'Whether a connector can be used.',
  valuesConfig: {
    LOADED: { description: 'Ready to use.' },
    FAILED: { description: 'Could not be loaded; `problems` says why.' },
    DISABLED: { description: 'Switched off by the operator.' },
    UPGRADING: { description: 'A new version is being proved beside the old.' },
  },
})

export const ActionTarget = { ACCOUNT: 'ACCOUNT', RESOURCE: 'RESOURCE', GRANT: 'GRANT', APP: 'APP' } as const
export type ActionTarget = keyof typeof ActionTarget
registerEnumType(ActionTarget, {
  name: 'ActionTarget',
  description: 'What a governance action acts on.',
  valuesConfig: {
    ACCOUNT: { description: 'One account.' },
    RESOURCE: { description: 'One resource.' },
    GRANT: { description: 'One OAuth grant.' },
    APP: { description: 'A setting of the whole app.' },
  },
})

export const ActionEffect = {
  REVERSIBLE: 'REVERSIBLE',
  DISRUPTIVE: 'DISRUPTIVE',
  DESTRUCTIVE: 'DESTRUCTIVE',
} as const
export type ActionEffect = keyof typeof ActionEffect
registerEnumType(ActionEffect, {
  name: 'ActionEffect',
  description: 'How much harm a governance action can do.',
  valuesConfig: {
    REVERSIBLE: { description: 'Can be taken back without a trace, such as suspending.' },
    DISRUPTIVE: { description: 'Interrupts work but loses nothing, such as ending sessions.' },
    DESTRUCTIVE: { description: 'Removes access or data for good.' },
  },
})

@ObjectType({ description: 'One field of the credentials.' })
export class AuthField {
  @Field(() => String, { description: 'Key in `credentials`.' }) name!: string
  @Field(() => String, { description: 'Label to show.' }) title!: string
  @Field(() => Boolean, { description: 'Whether to hide it while typing.' }) secret!: boolean
  @Field(() => Boolean, { description: 'Whether it must be given.' }) required!: boolean
}

@ObjectType({ description: 'One way to sign in to the vendor.' })
export class AuthKind {
  @Field(() => String, { description: 'Name to pass as `authKind`, unique in the connector.' }) name!: string
  @Field(() => String, { description: 'Display name, such as `OAuth service app`.' }) title!: string
  @Field(() => String, { description: "How to get these credentials in the vendor's console, as Markdown." })
  instructions!: string
  @Field(() => [AuthField], { description: 'What to ask the user for.' }) fields!: AuthField[]
}

@ObjectType({ description: 'A right that a connector needs at the vendor.' })
export class VendorScope {
  @Field(() => String, { description: 'Name that the vendor gives it.' }) scope!: string
  @Field(() => String, { description: 'Why it is needed.' }) reason!: string
  @Field(() => [String], { description: 'Names of the streams and ids of the controls and actions that need it.' })
  usedBy!: string[]
}

@ObjectType({ description: 'A log or inventory that a connector reads.' })
export class StreamSpec {
  @Field(() => String, { description: 'Name, unique in the connector.' }) name!: string
  @Field(() => String, { description: 'What it holds.' }) description!: string
  @Field(() => Int, {
    nullable: true,
    description: 'Usual time from event to availability at the vendor, in seconds; null when not stated.',
  })
  delaySeconds!: number | null
  @Field(() => Int, {
    description: 'Time after which no event comes any more, in seconds; windows of policies wait for it.',
  })
  latenessSeconds!: number
  @Field(() => Int, {
    nullable: true,
    description: 'How far back the vendor lets it be read, in days; null when not stated.',
  })
  retentionDays!: number | null
}

@ObjectType({ description: 'A governance action that a connector can carry out.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class ActionSpec {
  @Field(() => ID, { description: 'Connector slug and action name, such as `okta/suspend-user`.' }) id!: string
  @Field(() => String, { description: 'Display name, such as `Suspend user`.' }) title!: string
  @Field(() => String, { description: 'What it does at the vendor.' }) description!: string
  @Field(() => ActionTarget, { description: 'What it acts on.' }) target!: ActionTarget
  @Field(() => ActionEffect, { description: 'How much harm it can do.' }) effect!: ActionEffect
  @Field(() => Boolean, { description: 'Whether it can be taken back.' }) undoable!: boolean
  @Field(() => String, {
    nullable: true,
    description: 'Right that it needs at the vendor; null when none beyond those for reading.',
  })
  scope!: string | null
  @Field(() => JsonScalar, { description: 'JSON Schema of `parameters`.' }) inputSchema!: unknown
}

@ObjectType({ description: 'A kind of app that can be connected: one loaded connector plugin.' })
@Directive('@key(fields: "slug")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class Connector {
  @Field(() => ID, { description: 'Short unique name, such as `google-workspace`.' }) slug!: string
  @Field(() => String, { description: 'Display name of the app.' }) name!: string
  @Field(() => String, { description: 'Company behind the app.' }) vendor!: string
  @Field(() => String, { description: 'Version of the connector package, as semantic version.' }) version!: string
  @Field(() => Int, { description: 'Version of the protocol that it speaks with the host.' }) protocol!: number
  @Field(() => Boolean, { description: 'Whether it ships with Casbah.' }) builtIn!: boolean
  @Field(() => ConnectorState, { description: 'Whether it can be used.' }) state!: ConnectorState
  @Field(() => [UserError], { description: 'Why it failed to load, each with its remedy; empty otherwise.' })
  problems!: UserError[]
  @Field(() => [AuthKind], { description: 'Ways to sign in to the vendor, the preferred first.' })
  authKinds!: AuthKind[]
  @Field(() => JsonScalar, { description: 'JSON Schema of `config` when connecting.' }) configSchema!: unknown
  @Field(() => [VendorScope], { description: 'Rights that it needs at the vendor.' }) requiredScopes!: VendorScope[]
  @Field(() => [StreamSpec], { description: 'Logs and inventories that it reads.' }) streams!: StreamSpec[]
  @Field(() => [ActionSpec], { description: 'Governance actions that it can carry out.' })
  @Directive('@listSize(assumedSize: 15)')
  actions!: ActionSpec[]
}
