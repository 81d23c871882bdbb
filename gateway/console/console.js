import { query, Refusal, subscribe } from './graphql.js'

const TOKEN = 'casbah-token'
const SHOWN_ALERTS = 100
const APPS_EVERY_MS = 15_000

const TENANT = `{ viewer { actor { name } tenant { name } } }`
const APPS = `{
  apps(first: 100) { edges { node { id name state problem { message } connector { name } secureScore { percent } } } }
}`
const RECENT = `{
  alerts(first: 20) { edges { node { id title severity state raisedAt explanation { summary } } } }
}`
const LIVE = `subscription ($after: Cursor) {
  alerts(after: $after) { cursor alert { id title severity state raisedAt explanation { summary } } }
}`

const at = id => document.getElementById(id)
const alerts = new Map()
let cursor = null
let stop = () => {}
let refresh = null

at('enter').addEventListener('submit', event => {
  event.preventDefault()
  sessionStorage.setItem(TOKEN, at('token').value.trim())
  at('token').value = ''
  start()
})
at('leave').addEventListener('click', () => leave(''))

start()

async function start() {
  const token = sessionStorage.getItem(TOKEN)
  show(token !== null)
  if (token === null) return
  tell('')
  try {
    const { data } = await query(token, TENANT)
    at('tenant').textContent = [data.viewer?.tenant?.name, data.viewer?.actor?.name].filter(Boolean).join(' · ')
  } catch (error) {
    if (error instanceof Refusal && error.code === 'UNAUTHENTICATED') return leave(error.message)
    tell(error.message)
  }
  await Promise.all([showApps(token), showRecent(token)])
  refresh = setInterval(() => showApps(token), APPS_EVERY_MS)
  stop = subscribe(token, LIVE, () => ({ after: cursor }), {
    onNext: ({ data, errors }) => {
      if (data?.alerts) take(data.alerts)
      else tell(errors?.[0]?.message ?? '')
    },
    onState: (state, reason) => {
      at('live').textContent = {
        live: 'live',
        connecting: 'connecting…',
        broken: 'connection lost, trying again…',
        ended: 'not live',
      }[state]
      if (state === 'ended' && reason) tell(reason)
    },
  })
}

function leave(message) {
  stop()
  clearInterval(refresh)
  sessionStorage.removeItem(TOKEN)
  alerts.clear()
  cursor = null
  at('tenant').textContent = ''
  at('apps').replaceChildren()
  at('alerts').replaceChildren()
  show(false)
  tell(message)
}

async function showApps(token) {
  try {
    const { data, errors } = await query(token, APPS)
    const apps = data.apps?.edges.map(edge => edge.node) ?? []
    at('apps').replaceChildren(...apps.map(appRow))
    if (!data.apps && errors.length) tell(errors[0].message)
  } catch (error) {
    tell(error.message)
  }
}

async function showRecent(token) {
  try {
    const { data } = await query(token, RECENT)
    for (const { node } of data.alerts?.edges ?? []) if (!alerts.has(node.id)) alerts.set(node.id, node)
    draw()
  } catch (error) {
    tell(error.message)
  }
}

function take(update) {
  cursor = update.cursor
  if (update.alert) alerts.set(update.alert.id, update.alert)
  draw()
}

function draw() {
  const newest = [...alerts.values()].sort((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1)).slice(0, SHOWN_ALERTS)
  alerts.clear()
  for (const alert of newest) alerts.set(alert.id, alert)
  at('alerts').replaceChildren(...newest.map(alertItem))
}

function appRow(app) {
  const row = element('tr')
  const percent = app.secureScore?.percent
  const state = element('td', app.state)
  if (app.problem?.message) state.title = app.problem.message
  row.append(element('td', app.name), element('td', app.connector?.name ?? ''), state)
  row.append(element('td', percent == null ? '–' : `${Math.round(percent)} %`, 'number'))
  return row
}

function alertItem(alert) {
  const item = element('li')
  const time = element('time', new Date(alert.raisedAt).toLocaleString())
  time.dateTime = alert.raisedAt
  item.append(element('span', alert.severity, `severity ${alert.severity}`), element('strong', alert.title), time)
  if (alert.explanation?.summary) item.append(element('p', alert.explanation.summary))
  return item
}

/** Text is set as text: what an alert says is a stranger's. */
function element(name, text = '', className = '') {
  const made = document.createElement(name)
  made.textContent = text
  made.className = className
  return made
}

function show(inside) {
  at('enter').hidden = inside
  at('work').hidden = !inside
  at('leave').hidden = !inside
}

function tell(message) {
  at('problem').textContent = message
  at('problem').hidden = !message
}
