import type { Vendor } from '../../replay/vendor.ts'
import { envelopeOf, type DocusignSettings } from '../../vendors/docusign/settings.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { docusignOrg } from './org.ts'
import { happened, onEnvelope, signedIn } from './rows.ts'

const SECOND = 1_000
/** What is done with an envelope, the commoner the more often listed. */
const USES = ['Viewed', 'Viewed', 'Created', 'Sent', 'Completed', 'Downloaded'] as const

/** Signing in, and one or two contracts. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, envelopes } = docusignOrg(world)
  if (!logins.has(person) || !random.chance(0.3)) return []
  const begun = within(stretch)
  const rows = [signedIn({ ...stretch, time: begun })]
  for (let uses = random.int(1, 3); uses > 0; uses -= 1)
    rows.push(
      onEnvelope(
        { ...stretch, time: later(stretch, begun, random.int(20, 3_000) * SECOND) },
        random.pick(USES),
        random.pick(envelopes).id,
      ),
    )
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (change: (stretch: Stretch) => Parameters<typeof happened>[1]): Chore =>
  stretch => {
    const { logins } = docusignOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [happened({ ...stretch, time: within(stretch) }, change(stretch))]
  }

export const CHORES: readonly Chore[] = [
  chore(({ world, random }) => ({
    object: 'Template',
    action: 'Updated',
    data: { TemplateId: random.pick(docusignOrg(world).templates) },
  })),
  chore(({ world, random }) => {
    const { logins } = docusignOrg(world)
    const affected = logins.of(random.pick(logins.atWork)).id
    return { object: 'Account', action: 'UserUpdated', affected, data: { AffectedUserId: affected } }
  }),
]

/** Contracts are taken along, and one is sent to a stranger to be signed. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, envelopes } = docusignOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const stranger = `${random.text(8).toLowerCase()}@mailbox.example`
  const sender = { id: logins.of(person).id, name: person.name, email: person.email }
  const sent = {
    ...envelopeOf('Payment details', sender, { email: stranger, name: '' }, time),
    envelopeId: random.uuid(),
  }
  return [
    signedIn(at(1)),
    ...random
      .shuffle(envelopes)
      .slice(0, 5)
      .map(({ id }, index) => onEnvelope(at(3 + index * 2), 'Downloaded', id)),
    {
      ...onEnvelope(at(16), 'Sent', sent.envelopeId),
      effect: ({ settings }: Vendor) => void (settings as unknown as DocusignSettings).envelopes.push(sent),
    },
  ]
}
