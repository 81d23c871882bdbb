import { at, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()

/** All that can be set of a person. What a change leaves out is blank afterwards: rights, licences, telephone and all. */
const person = z.object({
  emails: texts,
  phoneNumbers: z.array(z.object({ type: z.string(), value: z.string() })).nullish(),
  extension: text,
  locationId: text,
  displayName: z.string().min(1),
  firstName: text,
  lastName: text,
  nickName: text,
  avatar: text,
  orgId: text,
  roles: z.array(z.string()),
  licenses: texts,
  department: text,
  manager: text,
  managerId: text,
  title: text,
  addresses: z.array(z.record(z.string(), z.unknown())).nullish(),
  siteUrls: texts,
})

// Extension and location are shown only to who asks for what concerns calling, and would else be taken away.
const request = ({ target }: ActionInput) => ({
  path: pathTo`/people/${target.externalId}`,
  query: { callingData: true },
})

export const showPerson = (input: ActionInput): HttpRequest => request(input)

/** Puts the person back as they were found, only the sign-in changed. Throws where they were not found whole. */
export function putPerson(input: ActionInput, loginEnabled: boolean): HttpRequest {
  const { found, target } = input
  const parsed = person.safeParse(found?.body)
  if (found?.status !== 200 || !parsed.success || at(found.body, 'id') !== target.externalId)
    throw new Error(
      'Webex did not show the whole person, and what a change leaves out is blanked. See whether the app has spark-admin:people_read.',
    )
  const kept = Object.entries(parsed.data).filter(([, value]) => value != null)
  // Of telephone numbers the one of work alone can be set; the others come from elsewhere.
  const phoneNumbers = parsed.data.phoneNumbers?.filter(({ type }) => type === 'work')
  return {
    method: 'PUT',
    ...request(input),
    query: { callingData: true, showAllTypes: true },
    json: { ...Object.fromEntries(kept), ...(phoneNumbers && { phoneNumbers }), loginEnabled },
  }
}
