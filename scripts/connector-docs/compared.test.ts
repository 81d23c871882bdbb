import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { templateById, templatesOf } from '@casbah/alerts/templates'
import { loadConnectors } from '@casbah/host'
import { BUILT_IN_FOLDERS } from '../stack/connectors.ts'
import { compare, comparedPage, type Compared, type Ours, type Row } from './compared.ts'
import { DEFENDER, DETECTIONS, ENTRA, TEMPLATES_OF_THEIRS } from './defender.ts'
import { carriedBy, sightOf } from './sight.ts'

let loaded: Ours[]
let apps: Compared[]

beforeAll(async () => {
  const connectors = await loadConnectors(BUILT_IN_FOLDERS, { sandbox: false })
  loaded = connectors.map(one => {
    if (one.state === 'FAILED') throw new Error(one.problems.join(' '))
    return { description: one.description, carried: carriedBy(one.folder) }
  })
  apps = compare(loaded)
})

const app = (slug: string) => apps.find(one => one.slug === slug)!
const row = (rows: Row[], name: string) => rows.find(one => one.name === name)!
const actionsOf = (slug: string) =>
  loaded.find(({ description }) => description.card.slug === slug)!.description.actions

interface Named {
  action?: { in?: string[] }
  vendorAction?: { in?: string[] }
  or?: Named[]
}
/** Actions by whose name a filter holds, ours or the vendor's. */
const namedIn = ({ action, vendorAction, or = [] }: Named = {}): string[] => [
  ...(action?.in ?? []),
  ...(vendorAction?.in ?? []),
  ...or.flatMap(namedIn),
]

describe('the page that compares', () => {
  it('has 21 apps, among them every connector that is loaded', () => {
    expect(apps).toHaveLength(21)
    expect(loaded.map(({ description }) => description.card.slug).filter(slug => !(slug in DEFENDER))).toEqual([])
    expect(apps.filter(({ ours }) => ours)).toHaveLength(loaded.length)
  })

  it('names policies and templates that exist', () => {
    const named = [...Object.values(DETECTIONS), ...Object.values(TEMPLATES_OF_THEIRS)]
    const ids = named.flatMap(one => (typeof one === 'string' ? [] : one.by))
    expect(ids.filter(id => templateById(id) === null)).toEqual([])
  })

  it('knows every template that it says theirs have', () =>
    expect(
      Object.values(DEFENDER).flatMap(({ templates }) => templates.filter(name => !(name in TEMPLATES_OF_THEIRS))),
    ).toEqual([]))

  it('claims a detection or template only where the policy can see the app', () => {
    const claims = apps.flatMap(({ ours, detections, templates }) =>
      [...detections, ...templates].flatMap(({ name, by }) => by.map(id => ({ ours: ours!, name, id }))),
    )
    expect(claims.length).toBeGreaterThan(100)
    const blind = claims.filter(({ ours, id }) => sightOf(templateById(id)!, ours.description, ours.carried) !== true)
    expect(blind).toEqual([])
  })

  it('has templates of one app that name an action which its connector gives', () => {
    const blind = loaded.flatMap(({ description: { card, vocabulary } }) => {
      const given = new Set(Object.entries(vocabulary).flatMap(([vendorAction, [action]]) => [vendorAction, action]))
      return templatesOf(card.slug)
        .filter(({ connector, definition }) => {
          const named = connector === null ? [] : namedIn((definition as { filter?: Named }).filter)
          return named.length > 0 && !named.some(action => given.has(action))
        })
        .map(({ id }) => id)
    })
    expect(blind).toEqual([])
  })

  it.each<[string, RegExp]>([
    ['password-attack', /^user\.login$/],
    ['risky-sign-in', /^(user\.login|app\.login|admin_console\.access)$/],
    ['mass-download', /^file\.(download|print)$/],
    ['mass-share', /^file\.(share|share_domain|visibility|publish|send)$|^public_link\.create$/],
    ['mass-delete', /^(file|folder)\.(delete|delete_version|trash)$/],
    ['ransomware', /^file\.(upload|update|create|rename|move|copy)$/],
    ['mass-mail-deletion', /^(message|mail)\.(delete|trash)$/],
    ['vendor-threat', /^threat\.detect$/],
  ])('claims %s of apps alone that have an action %s', (id, action) => {
    const claimed = apps.filter(one => [...one.detections, ...one.templates].some(({ by }) => by.includes(id)))
    expect(claimed.length).toBeGreaterThan(0)
    const without = claimed.filter(
      ({ ours }) => !Object.values(ours!.description.vocabulary).some(([name]) => action.test(name)),
    )
    expect(without.map(({ slug }) => slug)).toEqual([])
  })

  it('has no reason of its own that the vocabulary belies', () => {
    const okta = loaded.find(({ description }) => description.card.slug === 'okta')!
    expect(Object.values(okta.description.vocabulary).filter(([action]) => action.startsWith('file.'))).toEqual([])
    expect(
      Object.entries(DEFENDER).flatMap(([slug, { because = {} }]) => Object.keys(because).map(() => slug)),
    ).toEqual(['okta'])
  })

  it('claims an action only where the connector has it, and that it is taken back only where it can be', () => {
    const claims = apps.flatMap(({ slug, actions, entra }) =>
      [...actions, ...entra].flatMap(({ by }) => by.filter(id => !id.startsWith('casbah/')).map(id => ({ slug, id }))),
    )
    expect(claims.length).toBeGreaterThan(20)
    for (const { slug, id } of claims) {
      const action = actionsOf(slug).find(({ name }) => name === id.replace('undo ', ''))
      expect([slug, id, id.startsWith('undo ') ? action?.undoable : action !== undefined]).toEqual([slug, id, true])
    }
  })

  it('has no answer for an app that is loaded which names no action of it, nor of the app that it names instead', () => {
    const known = new Set(loaded.flatMap(({ description }) => description.actions.map(({ name }) => name)))
    for (const { ours, theirs } of apps)
      for (const answer of Object.values(theirs.actions))
        if (ours && typeof answer === 'string')
          for (const [, name] of answer.matchAll(/\*([a-z-]+)\*/g))
            expect([answer, known.has(name!)]).toEqual([answer, true])
        else if (ours) expect([theirs.name, answer.length > 0]).toEqual([theirs.name, true])
  })

  it.each<[string, RegExp]>([
    ['box', /quarantine/],
    ['google-workspace', /role|label|quarantine|ban-|sharing/],
    ['microsoft-365', /label|quarantine|trash|delete-file|inherit|private/],
    ['salesforce', /ban-|block-/],
  ])('says of %s that it lacks what no action is called like: %s', (slug, name) => {
    const one = loaded.find(({ description }) => description.card.slug === slug)
    expect(one?.description.actions.filter(action => name.test(action.name)) ?? []).toEqual([])
  })

  it('offers what notifies people by the name under which policies ask for it', () =>
    expect(ENTRA['Notify user on alert']).toEqual(['casbah/notify-user']))

  it('says for every cell what does it or why nothing does', () => {
    const rows = apps.flatMap(({ detections, templates, actions, entra }) => [
      ...detections,
      ...templates,
      ...actions,
      ...entra,
    ])
    for (const { name, text, by } of rows) {
      expect([name, text.length > 0]).toEqual([name, true])
      expect([name, by.length > 0 && text.startsWith('no')]).toEqual([name, false])
    }
  })
})

describe('what a policy can see', () => {
  it.each<[string, string, boolean]>([
    ['okta', 'Impossible travel', true],
    ['okta', 'Ransomware detection', false],
    ['microsoft-365', 'Unusual multiple file download activities', true],
    ['microsoft-365', 'Misleading OAuth app name', true],
    ['google-workspace', 'Malware detection', true],
    ['servicenow', 'Ransomware detection', false],
    ['netdocuments', 'Unusual file share activities', true],
  ])('%s: %s: %s', (slug, name, seen) => expect(row(app(slug).detections, name).by.length > 0).toBe(seen))

  it.each<[string, string, boolean]>([
    ['aws', 'S3 bucket is publicly accessible', true],
    ['gcp', 'Changes to storage resources', true],
    ['google-workspace', 'File shared with personal email addresses', true],
    ['servicenow', 'File shared with personal email addresses', false],
    ['microsoft-365', 'File shared with personal email addresses', false],
    ['salesforce', 'File shared with an unauthorized domain', false],
    ['microsoft-365', 'Files with PII/PCI/PHI', false],
  ])('%s: %s: %s', (slug, name, seen) => expect(row(app(slug).templates, name).by.length > 0).toBe(seen))

  const bare = (vocabulary: Record<string, [string, number, number]>) =>
    ({ card: { slug: 'acme', name: 'Acme' }, vocabulary, listings: [] }) as unknown as Ours['description']
  const all = {
    address: true,
    isAdmin: true,
    isImpersonated: true,
    kinds: new Set<string>(),
    namesSharing: true,
    publisher: true,
  }
  const sight = (
    id: string,
    carried: object = {},
    vocabulary: Record<string, [string, number, number]> = { in: ['user.login', 3002, 1] },
  ) =>
    sightOf(
      templateById(id)!,
      bare(vocabulary),
      { ...all, ...carried },
      id === 'impossible-travel' ? { address: true } : {},
    )

  it.each<[string, true | RegExp, ReturnType<typeof sight>]>([
    ['a place, by an address', true, sight('impossible-travel')],
    ['a place, without one', /no address/, sight('impossible-travel', { address: false })],
    ['a flagged address', true, sight('anonymous-ip')],
    ['no flagged address', /do not carry/, sight('anonymous-ip', { address: false })],
    ['administration', /do not carry/, sight('unusual-admin-activity', { isAdmin: false })],
    ['downloads, of sign-ins', /no action/, sight('mass-download')],
    ['downloads', true, sight('mass-download', {}, { get: ['file.download', 6001, 2] })],
    ['what another app does', /another app/, sight('aws-vpn-changes')],
    ['resources that are not listed', /no resources/, sight('file-public')],
  ])('sees %s: %s', (_, expected, seen) =>
    expected === true ? expect(seen).toBe(true) : expect(seen).toMatch(expected),
  )
})

describe('what the code of a connector shows', () => {
  const shown = (files: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'carried-'))
    try {
      for (const [path, text] of Object.entries({ 'index.js': '', ...files })) {
        mkdirSync(dirname(join(folder, 'dist', path)), { recursive: true })
        writeFileSync(join(folder, 'dist', path), text)
      }
      return carriedBy(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it.each<[string, Record<string, string>, Partial<ReturnType<typeof shown>>]>([
    ['an address', { 'activity.js': 'return { ip: row.client, isAdmin: true }' }, { address: true, isAdmin: true }],
    ['an address in short', { 'activity.js': 'return { vendorAction, ip }' }, { address: true }],
    ['no address, said so', { 'activity.js': 'return { ip: null }' }, { address: false }],
    [
      'nothing by a comment',
      { 'activity.js': '// { ip: x, isAdmin }\n/** isImpersonated */' },
      { address: false, isAdmin: false, isImpersonated: false },
    ],
    [
      'nothing by accounts, checks and tests',
      { 'inventory.js': '{ isAdmin: true }', 'checks/a.js': '{ isAdmin }', 'a.test.js': '{ isAdmin }' },
      { isAdmin: false },
    ],
    ['people by name', { 'inventory.js': "[{ to: 'user', name: row.mail }]" }, { namesSharing: true }],
    ['people without name', { 'inventory.js': "[{ to: 'user' }], { name: row.name }" }, { namesSharing: false }],
    ['links, which have none', { 'inventory.js': "[{ to: 'link', name: row.name }]" }, { namesSharing: false }],
    ['kinds', { 'inventory.js': "kind: row.folder ? 'FOLDER' : 'FILE'" }, { kinds: new Set(['FOLDER', 'FILE']) }],
  ])('is %s', (_, files, expected) => expect(shown(files)).toMatchObject(expected))
})

describe('an app that no connector is loaded for', () => {
  it('is listed as not yet, and picked up once there is one', () => {
    const without = loaded.filter(({ description }) => description.card.slug !== 'okta')
    const okta = compare(without).find(({ slug }) => slug === 'okta')!
    expect([...okta.detections, ...okta.templates].map(({ text }) => text.slice(0, 7))).toEqual(
      Array(8).fill('not yet'),
    )
    expect(comparedPage(without)).toContain('| [Okta](#okta) | not yet | 9 or more')
    expect(comparedPage(loaded)).toMatch(/\| \[Okta\]\(#okta\) \| \d+ \(\d+ judged, \d+ by hand\) \|/)
  })

  it('has every app where nothing is loaded', () => expect(compare([])).toHaveLength(21))
})
