import { CasbahError, CATALOGUE, deriveKey, verifyCaller, type Database, type Door } from '@casbah/kit'
import { UUID } from '../finding/finding-filter.ts'
import { FindingStatus, type FindingFilter } from '../finding/finding.type.ts'
import { CSV_HEADER, csvLine } from './csv.ts'
import { exportedFindings, type ExportedFinding } from './exported-finding.ts'
import { complianceFinding } from './ocsf.ts'
import { reportPage } from './report-page.ts'
import { readReport } from './report.ts'

const PREFIX = '/export/posture/'
const SCOPE = 'posture:read'

/** A file of findings, written piece by piece. */
interface File {
  type: string
  begin: string
  /** One finding; `first` tells whether none came before. */
  each(finding: ExportedFinding, first: boolean): string
  end: string
}

const FILES: Record<string, File> = {
  'findings.ocsf.ndjson': {
    type: 'application/x-ndjson; charset=utf-8',
    begin: '',
    each: finding => `${JSON.stringify(complianceFinding(finding))}\n`,
    end: '',
  },
  'findings.csv': { type: 'text/csv; charset=utf-8; header=present', begin: CSV_HEADER, each: csvLine, end: '' },
  'findings.json': {
    type: 'application/json; charset=utf-8',
    begin: '[',
    each: (finding, first) => `${first ? '\n' : ',\n'}${JSON.stringify(finding)}`,
    end: '\n]\n',
  },
}
const REPORT = 'report.html'
const NAMES = [...Object.keys(FILES), REPORT]

/**
 * `GET /export/posture/<file>` for a token with `posture:read`: findings as OCSF Compliance Findings, CSV or JSON, filtered by `app` (id),
 * `status` and `framework` (each may come several times), or the report as one page of HTML.
 */
export function exportDoor(db: Database, masterKey: Uint8Array): Door {
  const key = deriveKey(masterKey, 'context')
  return async ({ method, path, query, headers, signal }) => {
    try {
      const caller = await verifyCaller(headers['x-casbah-caller'], key)
      if (!caller.tenant) throw new CasbahError('UNAUTHENTICATED', 'Send a token: `authorization: Bearer …`.')
      if (!caller.scopes.includes(SCOPE))
        throw new CasbahError('FORBIDDEN', `The token lacks the scope ${SCOPE}. Ask for one that has it.`)
      if (method !== 'GET' && method !== 'HEAD')
        throw new CasbahError('BAD_USER_INPUT', 'Files are asked for by GET.', { status: 405 })
      const name = path.slice(PREFIX.length)
      const at = new Date()
      if (name === REPORT) {
        readFilter(query, [])
        return file(REPORT, 'text/html; charset=utf-8', at, reportPage(await readReport(db, caller.tenant, at)))
      }
      const wanted = Object.hasOwn(FILES, name) ? FILES[name] : undefined
      if (!wanted) throw new CasbahError('NOT_FOUND', `There is no file ${name}. There are ${NAMES.join(', ')}.`)
      const filter = readFilter(query, ['app', 'status', 'framework'])
      const rest =
        method === 'HEAD' ? none() : written(wanted, exportedFindings(db, caller.tenant, filter, { at, signal }))
      return { ...file(name, wanted.type, at, ''), rest }
    } catch (error) {
      if (!(error instanceof CasbahError)) throw error
      const { code, message } = error
      return {
        status: Number(error.extensions.status ?? CATALOGUE[code].status),
        body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
      }
    }
  }
}

async function* written(file: File, findings: AsyncIterable<ExportedFinding>): AsyncGenerator<string> {
  if (file.begin) yield file.begin
  let first = true
  for await (const finding of findings) {
    yield file.each(finding, first)
    first = false
  }
  if (file.end) yield file.end
}

async function* none(): AsyncGenerator<string> {}

function readFilter(query: URLSearchParams, known: readonly string[]): FindingFilter {
  for (const name of query.keys())
    if (!known.includes(name))
      throw new CasbahError(
        'BAD_USER_INPUT',
        known.length
          ? `There is no filter ${name}. There are ${known.join(', ')}.`
          : `The report takes no filters; leave ${name} out.`,
      )
  const app = query.getAll('app')
  const unknown = app.find(id => !UUID.test(id))
  if (unknown !== undefined)
    throw new CasbahError('BAD_USER_INPUT', `${unknown} is no id of an app. Take one from \`apps\`.`)
  const status = query.getAll('status').map(each => each.toUpperCase()) as FindingStatus[]
  const wrong = status.find(each => !Object.hasOwn(FindingStatus, each))
  if (wrong !== undefined)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `${wrong} is no status. There are ${Object.keys(FindingStatus).join(', ')}.`,
    )
  const framework = query.getAll('framework')
  return {
    ...(app.length && { app }),
    ...(status.length && { status }),
    ...(framework.length && { framework }),
  }
}

function file(name: string, type: string, at: Date, body: string) {
  const day = at.toISOString().slice(0, 10)
  return {
    status: 200,
    headers: {
      'content-type': type,
      'content-disposition': `${name === REPORT ? 'inline' : 'attachment'}; filename="casbah-${day}-${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(name === REPORT && {
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      }),
    },
    body,
  }
}
