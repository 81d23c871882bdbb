import { z } from 'zod'
import { judgeEach } from './of-subscriptions.ts'

const pricing = z.looseObject({ name: z.string(), properties: z.looseObject({ pricingTier: z.string() }) })

/** Judges whether one plan of Defender for Cloud is on in each subscription. */
export const judgePlan = (plan: string, called: string) =>
  judgeEach(
    'pricings',
    pricing,
    {
      say: (passing, all) => `Defender for ${called} is on in ${passing} of ${all} subscriptions.`,
      what: 'the plans of Defender',
      right: 'Microsoft.Security/pricings/read',
    },
    ({ rows }) => {
      const tier = rows.find(({ name }) => name === plan)?.properties.pricingTier
      return { passed: tier === undefined ? null : tier === 'Standard', detail: `${plan} is ${tier ?? 'not told'}` }
    },
  )
