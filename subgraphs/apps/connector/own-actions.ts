import type { ConnectorDescription } from '@casbah/host'
import { PROTOCOL } from '@casbah/sdk'
import { z } from 'zod'
import type { ActionSpec, Connector } from './connector.type.ts'
import { slugOf } from './spec-id.ts'

/** Stands in ids of actions where a connector's slug would. */
export const OWN = 'casbah'

const message = z.string().trim().min(1).max(2_000).describe('What to say besides what happened, as plain text.')

/** Parameters of what Casbah itself does, for apps of every connector. */
export const OWN_PARAMETERS = {
  'notify-user': z.strictObject({ message: message.optional() }),
  'notify-manager': z.strictObject({
    address: z
      .email({ error: 'Give an e-mail address, such as ann@acme.example.' })
      .optional()
      .describe('E-mail address of the manager; needed where the app does not tell it.'),
    message: message.optional(),
  }),
}
export type OwnAction = keyof typeof OWN_PARAMETERS

type ActionData = ConnectorDescription['actions'][number]

// A mail changes nothing in the app, which is as little harm as there is, though it cannot be called back.
const mail = (name: OwnAction, title: string, description: string): ActionData => ({
  name,
  title,
  description,
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  containment: 0,
  scope: null,
  input: z.toJSONSchema(OWN_PARAMETERS[name], { io: 'input' }),
  looksUp: false,
  remembers: false,
  confirmable: false,
  undoable: false,
  undoJudged: false,
})

export const OWN_ACTIONS: ActionData[] = [
  mail('notify-user', 'Notify the user', 'Writes a mail to the address of the account: what happened and why.'),
  mail('notify-manager', 'Notify the manager', 'Writes a mail to the manager of the account: what happened and why.'),
]

export const isOwn = (spec: string): boolean => slugOf(spec) === OWN

export const OWN_SPECS: ActionSpec[] = OWN_ACTIONS.map(action => ({
  id: `${OWN}/${action.name}`,
  title: action.title,
  description: action.description,
  target: action.target,
  effect: action.effect,
  undoable: action.undoable,
  scope: action.scope,
  inputSchema: action.input,
}))

/** Casbah in the place of the connector of its own actions: it is in no list and cannot be connected. */
export const OWN_CONNECTOR: Connector = {
  slug: OWN,
  name: 'Casbah',
  vendor: 'Casbah',
  version: '0.1.0',
  protocol: PROTOCOL,
  builtIn: true,
  state: 'LOADED',
  problems: [],
  authKinds: [],
  configSchema: {},
  requiredScopes: [],
  streams: [],
  actions: OWN_SPECS,
  vocabularyCoverage: null,
}
