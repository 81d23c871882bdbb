import type { ExportedFinding } from './exported-finding.ts'
import type { Report } from './report.ts'
import { sparkline } from './sparkline.ts'
import { STYLE } from './report-style.ts'

/** The report as one page of HTML that needs nothing else: no script, no picture, no font from outside. */
export function reportPage(report: Report): string {
  const { score, at } = report
  const day = at.toISOString().slice(0, 10)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Security posture, ${day}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kicker">Casbah</p>
<h1>Security posture</h1>
<p class="lead">As of ${escaped(moment(at))}, over ${counted(report.apps.size, 'connected app')}.</p>
</header>
${summary(report)}
${bars(
  'By app',
  score.byApp.map(part => ({ ...part, name: report.apps.get(part.app!.id) ?? 'An app' })),
)}
${bars(
  'By category',
  score.byCategory.map(part => ({ ...part, name: spoken(part.category!) })),
)}
${worst(report.worst)}
${excepted(report.excepted)}
${frameworks(report.frameworks)}
${unknown(report.unknown)}
<footer><p>A setting that could not be read never counts as passed. Points are what a control can earn at most, by how much it matters; where it is about many accounts or things, their share counts.</p></footer>
</main>
</body>
</html>
`
}

function summary({ score, history, counts }: Report): string {
  const failing = (counts.FAIL ?? 0) + (counts.PARTIAL ?? 0)
  const untold = (counts.CANNOT_TELL ?? 0) + (counts.ERROR ?? 0) + (counts.MANUAL ?? 0)
  const trend = history.length > 1 ? sparkline(history, score.percent) : ''
  const first = history[0]
  const change = first && history.length > 1 ? score.percent - first.percent : 0
  const since =
    first && history.length > 1 ? `<p class="change">${changed(change)} since ${escaped(first.day)}</p>` : ''
  return `<section class="summary" aria-label="Summary">
<div class="score"><p class="number">${score.maxPoints ? Math.round(score.percent) : '–'}<span>${score.maxPoints ? '%' : ''}</span></p><p>secure score</p>${since}</div>
<div class="trend">${trend}</div>
<dl>
<div><dt>Controls that fail</dt><dd>${failing}</dd></div>
<div><dt>Controls that pass</dt><dd>${counts.PASS ?? 0}</dd></div>
<div><dt>Not known</dt><dd>${untold}</dd></div>
<div><dt>Judged</dt><dd>${Math.round(score.coverage * 100)}%</dd></div>
</dl>
</section>`
}

function changed(points: number): string {
  const rounded = Math.round(points * 10) / 10
  if (!rounded) return 'unchanged'
  return `${rounded > 0 ? 'up' : 'down'} ${Math.abs(rounded)} points`
}

function bars(title: string, parts: { name: string; percent: number; points: number; maxPoints: number }[]): string {
  const judged = parts.filter(part => part.maxPoints > 0).sort((a, b) => a.percent - b.percent)
  if (!judged.length) return ''
  const row = ({ name, percent, points, maxPoints }: (typeof judged)[number]) =>
    `<tr><th scope="row">${escaped(name)}</th><td class="bar"><span style="width:${Math.round(percent)}%"></span></td><td>${Math.round(percent)}%</td><td class="dim">${number(points)} of ${number(maxPoints)}</td></tr>`
  return `<section><h2>${escaped(title)}</h2>
<table class="bars"><caption class="hidden">${escaped(title)}: share of points earned, the lowest first</caption>
<thead class="hidden"><tr><th>Name</th><th>Share</th><th>Percent</th><th>Points</th></tr></thead>
<tbody>${judged.map(row).join('\n')}</tbody></table></section>`
}

function worst(findings: readonly ExportedFinding[]): string {
  if (!findings.length) return '<section><h2>What to mend first</h2><p>Nothing that was judged fails.</p></section>'
  const one = (finding: ExportedFinding) => `<li>
<h3>${escaped(finding.title)}</h3>
<p class="where"><span class="badge ${finding.severity.toLowerCase()}">${spoken(finding.severity)}</span> ${escaped(finding.appName)}, costs ${number(finding.maxPoints - finding.points)} points${finding.failingSince ? `, failing since ${finding.failingSince.toISOString().slice(0, 10)}` : ''}</p>
<p>${escaped(finding.message)}</p>
${subjects(finding)}
${finding.remediation ? `<p class="mend"><strong>To mend it:</strong> ${plain(finding.remediation)}</p>` : ''}
</li>`
  return `<section><h2>What to mend first</h2><ol class="findings">${findings.map(one).join('\n')}</ol></section>`
}

function subjects({ failingSubjects, failing }: ExportedFinding): string {
  if (!failingSubjects.length) return ''
  const shown = failingSubjects.slice(0, 5).map(({ name }) => escaped(name))
  const more = failing - shown.length
  return `<p class="dim">${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}</p>`
}

const KINDS = {
  RISK_ACCEPTED: 'The risk is accepted',
  THIRD_PARTY: 'Another product takes care of it',
  ALTERNATE_MITIGATION: 'Other measures take care of it',
}

function excepted(findings: readonly ExportedFinding[]): string {
  if (!findings.length) return ''
  const row = ({ title, appName, exception }: ExportedFinding) =>
    `<tr><th scope="row">${escaped(title)}<br><span class="dim">${escaped(appName)}</span></th><td>${KINDS[exception!.kind]}<br><span class="dim">${escaped(exception!.reason)}</span></td><td>${escaped(exception!.owner)}</td><td>${exception!.expiresAt.toISOString().slice(0, 10)}</td></tr>`
  return `<section><h2>Accepted for a time</h2>
<table><caption class="hidden">Exceptions in force, the first to end first</caption>
<thead><tr><th>Control</th><th>Decision</th><th>Answered for by</th><th>Until</th></tr></thead>
<tbody>${findings.map(row).join('\n')}</tbody></table></section>`
}

function frameworks(parts: Report['frameworks']): string {
  if (!parts.length) return ''
  const row = ({ framework, met, failed, unjudged }: (typeof parts)[number]) =>
    `<tr><th scope="row">${escaped(framework)}</th><td>${met}</td><td>${failed}</td><td>${unjudged}</td></tr>`
  return `<section><h2>Frameworks</h2>
<table class="counts"><caption class="hidden">Requirements that a control answers to, by framework</caption>
<thead><tr><th>Framework</th><th>Met</th><th>Failed</th><th>Not known</th></tr></thead>
<tbody>${parts.map(row).join('\n')}</tbody></table>
<p class="dim">Only requirements that some control answers to are counted; this is no certification.</p></section>`
}

function unknown(findings: readonly ExportedFinding[]): string {
  if (!findings.length) return ''
  const row = ({ title, appName, message }: ExportedFinding) =>
    `<tr><th scope="row">${escaped(title)}<br><span class="dim">${escaped(appName)}</span></th><td>${escaped(message)}</td></tr>`
  return `<section><h2>What we cannot tell</h2>
<table><caption class="hidden">Controls that could not be judged, and why</caption>
<thead><tr><th>Control</th><th>Why</th></tr></thead>
<tbody>${findings.map(row).join('\n')}</tbody></table></section>`
}

/** Markdown as plain text: a report needs no more of it than its words. */
function plain(markdown: string): string {
  const words = markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[*`#]+/g, '')
  return escaped(words.trim()).replaceAll(/\s*\n\s*/g, '<br>')
}

/** A category or a severity as a reader says it. */
function spoken(word: string): string {
  if (SHORT.has(word)) return word.toUpperCase()
  const text = word.replaceAll(/[_-]/g, ' ').toLowerCase()
  return escaped(text.charAt(0).toUpperCase() + text.slice(1))
}

const SHORT: ReadonlySet<string> = new Set(['mfa', 'sso', 'api', 'dlp'])

const number = (value: number) => String(Math.round(value * 10) / 10)
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
const moment = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text that is safe in an element and in an attribute. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => ENTITIES[character]!)
}
