import { z } from 'zod'
import { named, several, text } from '../values.ts'

const shape = z.looseObject({
  Policy_Name: named,
  Rule_Name: text,
  Security_Groups: text,
  Authentication_Types: z.string().min(1),
  Multifactor: text,
  Networks: text,
})

/** A rule of an authentication policy: whom it is for, by what they sign in, what is asked for besides, from where. */
export function authenticationRule(row: unknown) {
  const { Policy_Name, Rule_Name, Security_Groups, Authentication_Types, Multifactor, Networks } = shape.parse(row)
  return {
    name: [Policy_Name, Rule_Name].filter(Boolean).join(': '),
    groups: several(Security_Groups),
    types: several(Authentication_Types).filter(type => type !== 'None'),
    factors: several(Multifactor),
    networks: several(Networks),
  }
}

/** Ways by which somebody else says who it is, and asks for a second factor where it wants one. */
export const isFederated = (type: string) => /^(SAML|OpenID Connect|Delegated)/i.test(type)

export const NO_RULES = {
  status: 'CANNOT_TELL',
  message:
    'The report “Casbah Authentication Rules” shows no rule that lets anybody in. Check its data source and its columns.',
} as const
