import { emailIn, type ActivityDraft, type ActorDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { isAdminAction } from './admin-actions.ts'
import { kindOf } from './kinds.ts'

const text = z.string().nullish()
const who = { id: text, name: text, email: text }
const objects = z
  .array(
    z.looseObject({
      id: text,
      type: text,
      attributes: z
        .looseObject({ name: text, email: text, groupName: text, siteName: text, siteHostName: text, label: text })
        .nullish(),
    }),
  )
  .nullish()

/** The fields of an event that are read; context and location are left out now and then. */
export const organisationEvent = z.looseObject({
  id: z.string().min(1),
  attributes: z.looseObject({
    action: z.string().min(1),
    actor: z
      .looseObject({
        ...who,
        app: z.looseObject({ id: text }).nullish(),
        auth: z.looseObject({ authType: text }).nullish(),
        onBehalfOf: z.looseObject(who).nullish(),
      })
      .nullish(),
    context: objects,
    container: objects,
    location: z.looseObject({ ip: text, city: text }).nullish(),
  }),
})

export type OrganisationEvent = z.infer<typeof organisationEvent>
type Actor = OrganisationEvent['attributes']['actor']

/** Programs sign in by one of these; an API token and a consent are a person's. */
const PROGRAMS = new Set(['connect-token', 'container-token', 'auth-token-for-2LO'])

/** What an event says, in our words. The log holds what was done, and says by name what failed. */
export function organisationActivity({ attributes }: OrganisationEvent): ActivityDraft {
  const { action, actor, context, container, location } = attributes
  return {
    vendorAction: action,
    actor: actorOf(actor),
    targets: [...targetsOf(context), ...targetsOf(container)],
    outcome: /(^|_)fail(ed|ure)?($|_)/.test(action) ? 'FAILURE' : 'SUCCESS',
    ip: location?.ip ? { address: location.ip, city: location.city } : null,
    isAdmin: isAdminAction(action),
    isImpersonated: action === 'user_logged_in_as_user' || !!actor?.onBehalfOf?.id,
  }
}

function actorOf(actor: Actor): ActorDraft | null {
  if (!actor?.id && !actor?.name && !actor?.email) return null
  const isProgram = PROGRAMS.has(actor.auth?.authType ?? '') || (!!actor.app?.id && actor.app.id === actor.id)
  return {
    id: actor.id,
    email: emailIn(actor.email),
    name: actor.name,
    kind: /^atlassian internal system$/i.test(actor.name ?? '') ? 'system' : isProgram ? 'service' : 'user',
  }
}

function targetsOf(list: z.infer<typeof objects>): TargetDraft[] {
  return (list ?? []).map(({ id, type, attributes }) => ({
    kind: kindOf(type),
    id,
    name: attributes?.name || attributes?.groupName || attributes?.siteName || attributes?.label,
    email: emailIn(attributes?.email),
  }))
}
