import { DateTimeScalar, JsonScalar, SafeIntScalar, UserError } from '@casbah/kit'
import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

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
  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the vendor's documented audit actions that are mapped, 0 to 1; null when the vendor documents no list.",
  })
  vocabularyCoverage!: number | null
}

@ObjectType({ description: 'The restricted process of a connector.' })
export class Sandbox {
  @Field(() => Int, { description: 'Process id on its host.' }) pid!: number
  @Field(() => SafeIntScalar, { description: 'Resident memory in bytes; 0 where the system does not tell.' })
  rssBytes!: number
  @Field(() => DateTimeScalar, { description: 'When the process started.' }) startedAt!: Date
  @Field(() => Int, { description: 'Times that the process had to be restarted since the connector was loaded.' })
  restarts!: number
}

@InputType({ description: 'What to install: a package from the registry or a path on the server, exactly one.' })
export class InstallConnectorInput {
  @Field(() => String, {
    nullable: true,
    description: 'Package name and exact version, such as `@acme/casbah-jira@1.2.0`.',
  })
  package?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'Subresource integrity of the package, `sha512-…`; required with `package`.',
  })
  integrity?: string | null
  @Field(() => String, { nullable: true, description: "Folder on the server's list of allowed paths." })
  path?: string | null
}

@InputType({ description: 'Which version of a connector to run.' })
export class UpgradeConnectorInput {
  @Field(() => ID, { description: 'Slug of the connector.' }) slug!: string
  @Field(() => String, { description: 'Exact version to run.' }) version!: string
  @Field(() => String, { description: 'Subresource integrity of that version, `sha512-…`.' }) integrity!: string
  @Field(() => [String], {
    nullable: true,
    description: 'Vendor scopes that it asks for beyond the old one and that are agreed to.',
  })
  consentToScopes?: string[] | null
}

@InputType({ description: 'Which connector to remove.' })
export class RemoveConnectorInput {
  @Field(() => ID, { description: 'Slug of the connector.' }) slug!: string
}

@ObjectType({ description: 'Answer of a write on a connector.' })
export class ConnectorPayload {
  @Field(() => Connector, { nullable: true, description: 'The connector; null when the write failed or removed it.' })
  connector!: Connector | null
  @Field(() => [VendorScope], {
    description: 'Vendor scopes that the new version asks for and nobody has agreed to; the upgrade waits for them.',
  })
  missingConsent!: VendorScope[]
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
