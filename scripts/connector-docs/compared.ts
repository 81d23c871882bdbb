import { templateById, type TemplateData } from '@casbah/alerts/templates'
import type { ConnectorDescription } from '@casbah/host'
import { DEFENDER, DETECTIONS, ENTRA, TEMPLATES_OF_THEIRS, type Answer, type Same, type Theirs } from './defender.ts'
import { sightOf, type Carried } from './sight.ts'
import { code, table } from './table.ts'

/** A connector that is loaded, and what its code shows of what it carries. */
export interface Ours {
  description: ConnectorDescription
  carried: Carried
}

/** Name of theirs, and what of ours does it: ids of templates, or names of actions; with none of them, why. */
export interface Row {
  name: string
  by: string[]
  text: string
}

export interface Compared {
  slug: string
  theirs: Theirs
  ours: Ours | null
  detections: Row[]
  templates: Row[]
  actions: Row[]
  entra: Row[]
}

/** No connector of ours is loaded for the app. */
const NOT_YET = 'not yet'

/** App by app, what Microsoft lists and what of ours does it; apps in the order of their names. */
export function compare(loaded: readonly Ours[]): Compared[] {
  const bySlug = new Map(loaded.map(one => [one.description.card.slug, one]))
  return Object.entries(DEFENDER)
    .map(([slug, theirs]) => compareOne(slug, theirs, bySlug.get(slug) ?? null))
    .sort((a, b) => a.theirs.name.localeCompare(b.theirs.name, 'en'))
}

function compareOne(slug: string, theirs: Theirs, ours: Ours | null): Compared {
  const policies = (name: string, same: Same | string) => policyRow(name, same, ours, theirs.because?.[name])
  return {
    slug,
    theirs,
    ours,
    detections: theirs.detections.map(name => policies(name, DETECTIONS[name])),
    templates: theirs.templates.map(name => policies(name, TEMPLATES_OF_THEIRS[name]!)),
    actions: Object.entries(theirs.actions).map(([name, answer]) => actionRow(name, answer, ours)),
    entra: theirs.entra ? Object.entries(ENTRA).map(([name, answer]) => actionRow(name, answer, ours)) : [],
  }
}

function policyRow(name: string, same: Same | string, ours: Ours | null, because?: string): Row {
  if (!ours) return { name, by: [], text: NOT_YET }
  if (typeof same === 'string') return { name, by: [], text: `no: ${same}` }
  const judged = same.by.map(id => {
    const template = templateById(id)
    if (!template) throw new Error(`${name}: there is no template ${id}; correct scripts/connector-docs/defender.ts.`)
    return { template, sight: sightOf(template, ours.description, ours.carried, same.need) }
  })
  const seen = judged.flatMap(({ template, sight }) => (sight === true ? [template] : []))
  if (seen.length > 0)
    return {
      name,
      by: seen.map(({ id }) => id),
      text: seen.map(titled).join('; ') + (same.note ? `: ${same.note}` : ''),
    }
  const own = judged.find(({ template }) => template.connector === null) ?? judged[0]!
  return { name, by: [], text: `no: ${because ?? own.sight}` }
}

const titled = ({ name, isBuiltIn }: TemplateData) => `*${name}* (${isBuiltIn ? 'on from the start' : 'template'})`

function actionRow(name: string, answer: Answer, ours: Ours | null): Row {
  const everywhere = typeof answer === 'string' ? [] : answer.filter(one => one.startsWith('casbah/'))
  if (!ours) return { name, by: [], text: NOT_YET }
  if (typeof answer === 'string') return { name, by: [], text: answer }
  const there = ours.description.actions
  const found = answer.flatMap(one => {
    const isUndo = one.startsWith('undo ')
    const action = there.find(each => each.name === (isUndo ? one.slice(5) : one))
    if (!action || (isUndo && !action.undoable)) return []
    return [{ id: one, text: isUndo ? `*${action.title}*, taken back` : `*${action.title}* (${code(action.name)})` }]
  })
  const text = [...everywhere.map(code), ...found.map(one => one.text)].join('; ')
  const by = [...everywhere, ...found.map(({ id }) => id)]
  return by.length > 0
    ? { name, by, text }
    : { name, by, text: `no: no action of ${ours.description.card.name}’s connector does it` }
}

/** The page. */
export function comparedPage(loaded: readonly Ours[]): string {
  const apps = compare(loaded)
  return [
    '# Compared with Microsoft Defender for Cloud Apps',
    '',
    '<!-- Made by `npm run connector-docs`; their half is in scripts/connector-docs/defender.ts, ours is what the connectors and templates say. -->',
    '',
    'Their half was read from Microsoft’s public documentation of each app, at the date that stands with it; what it no longer lists is left out. Our half is',
    'counted from the connectors that are loaded and the templates that there are.',
    '',
    'What “ours” claims and what it does not:',
    '- A policy or template is named where it exists and **can see the app**: its filter passes an activity that the connector’s vocabulary allows, with the',
    '  fields that the connector’s code sets, or it reads what the connector lists of resources and third-party apps. That it finds as much as theirs is not claimed; their',
    '  numbers are not published, so it **cannot be told**. Ours are in [Detections](../guides/detections.md) and [Detectors](../guides/detectors.md).',
    '- *On from the start*: every tenant has it, switched on. *Template*: a policy is made from it.',
    '- An action is named where the connector has it. What theirs do in Entra ID, ours do in the app; where the app has no way, the action of an identity provider',
    '  that is connected reaches the same person’s account there ([why](../adr/0046-actions-are-handed-over.md)).',
    '- `casbah/notify-user` is of every app: it writes to the address of the account, where one is known.',
    '- Checks that are **judged** read the vendor’s API; those **by hand** are looked at by people. Whether one of theirs equals one of ours is not told one by one.',
    '',
    '## All apps',
    '`a of b`: so many of theirs (b) have one of ours.',
    '',
    table(
      [
        'app',
        'checks, ours',
        'recommendations, theirs',
        'detections',
        'templates',
        'native actions',
        'in Entra ID',
        'all actions of ours',
      ],
      apps.map(summary),
    ),
    ...apps.map(section),
  ].join('\n')
}

function summary({ slug, theirs, ours, detections, templates, actions, entra }: Compared): string[] {
  const share = (rows: Row[]) => {
    if (rows.length === 0) return 'theirs: none'
    return ours ? `${rows.filter(({ by }) => by.length > 0).length} of ${rows.length}` : `not yet, of ${rows.length}`
  }
  return [
    `[${theirs.name}](#${anchor(theirs.name)})`,
    ours ? checksOf(ours) : 'not yet',
    recommendationsOf(theirs),
    share(detections),
    share(templates),
    share(actions),
    share(entra),
    ours ? `[${ours.description.actions.length}](${slug}.md#actions)` : 'not yet',
  ]
}

function section({ slug, theirs, ours, detections, templates, actions, entra }: Compared): string {
  return [
    `## ${theirs.name}`,
    ours
      ? `Ours: [${slug}](${slug}.md), ${ours.description.streams.length} streams, ${ours.description.actions.length} actions. Their page: ${theirs.page}.`
      : `Ours: not yet, no connector is loaded. Their page: ${theirs.page}.`,
    '',
    block('Detections', 'detection of theirs', detections),
    block('Templates', 'template of theirs', templates),
    block('Actions', 'action of theirs in the app', actions),
    entra.length > 0
      ? block('Actions in Entra ID', 'action of theirs in Entra ID', entra)
      : 'Actions in Entra ID: theirs has none for this app.\n',
    `Recommendations of theirs: ${recommendationsOf(theirs)}. Checks of ours: ${ours ? `[${checksOf(ours)}](${slug}.md#checks)` : 'not yet'}.`,
    '',
    ...(ours ? [`Actions of ours that answer none of theirs: ${beyond(ours, [...actions, ...entra])}.`, ''] : []),
  ].join('\n')
}

/** Titles of our actions that answer none of theirs. */
function beyond({ description }: Ours, rows: Row[]): string {
  const named = new Set(rows.flatMap(({ by }) => by.map(one => one.replace(/^undo /, ''))))
  const others = description.actions.filter(({ name }) => !named.has(name)).map(({ title }) => `*${title}*`)
  return others.length > 0 ? others.join(', ') : 'none'
}

const block = (title: string, head: string, rows: Row[]) =>
  rows.length === 0
    ? `${title}: theirs has none for this app.\n`
    : table(
        [head, 'ours'],
        rows.map(({ name, text }) => [name, text]),
      )

/** Checks that are judged, and those that people look at. */
function checksOf({ description: { checks } }: Ours): string {
  const judged = checks.filter(({ reads }) => reads.length > 0).length
  return `${checks.length} (${judged} judged, ${checks.length - judged} by hand)`
}

function recommendationsOf({ recommendations: { count, isAll, note } }: Theirs): string {
  if (count === 0) return note ?? 'none'
  return `${count}${isAll ? '' : ' or more'}${note ? ` (${note})` : ''}`
}

const anchor = (title: string) => title.toLowerCase().replaceAll(' ', '-')
