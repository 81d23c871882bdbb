import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const watched = z.array(z.looseObject({ subscriptionId: z.string() })).min(1)
const visible = z.array(z.looseObject({ subscriptionId: z.string(), displayName: z.string() })).min(1)
const UNKNOWN = 'Azure listed no subscriptions; give the app the role Reader on each.'

export const subscriptionsWatched = defineCheck({
  name: 'subscriptions-watched',
  title: 'All subscriptions that Casbah may see are watched',
  description:
    'A subscription that nobody watches is where an intruder has time. Machines for mining are made in forgotten ones.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 6,
  reads: ['subscriptions', 'visibleSubscriptions'],
  remediation:
    'Add the IDs named here to the subscriptions in the settings of this app, or take the role from Casbah there.',
  frameworks: derived({ 'NIST 800-53': 'AU-12' }),
  judge: judgeParsed({ subscriptions: watched, visibleSubscriptions: visible }, UNKNOWN, read => {
    const known = new Set(read.subscriptions.map(({ subscriptionId }) => subscriptionId.toLowerCase()))
    const subjects = read.visibleSubscriptions.map(({ subscriptionId: detail, displayName: name }) => {
      return { name, passed: known.has(detail.toLowerCase()), detail }
    })
    const say = (passing: number, all: number) => `${passing} of ${all} subscriptions are watched.`
    return judgeSubjects(subjects, { say, none: { status: 'CANNOT_TELL', message: UNKNOWN } })
  }),
})
