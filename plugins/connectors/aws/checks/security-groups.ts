import { at, judgeParsed, judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'
import { listOf } from '../xml.ts'

const group = z.looseObject({
  groupId: z.string().min(1),
  groupName: z.string(),
  ipPermissions: z.unknown(),
  ipPermissionsEgress: z.unknown(),
})
const answers = z
  .array(z.looseObject({ parent: z.looseObject({ regionName: z.string() }), value: z.array(group) }))
  .min(1)
const UNKNOWN = 'AWS did not list the security groups.'

export type SecurityGroup = z.infer<typeof group>

/** Judges security groups of all regions, those that concern the check. */
export const judgeGroups = (
  concerns: (one: SecurityGroup) => boolean,
  passes: (one: SecurityGroup) => boolean,
  say: (passing: number, all: number) => string,
): ((read: Record<string, unknown>, parameters: unknown) => Judgement) =>
  judgeParsed({ securityGroups: answers }, UNKNOWN, ({ securityGroups }) => {
    const subjects = securityGroups.flatMap(({ parent, value }) =>
      value.filter(concerns).map(one => ({
        name: `${parent.regionName}/${one.groupId}`,
        detail: one.groupName,
        passed: passes(one),
      })),
    )
    // Every network has a group, and every account has a network; none at all may be a matter of rights.
    return judgeSubjects(subjects, { say, none: { status: 'CANNOT_TELL', message: UNKNOWN } })
  })

const ANYONE = ['0.0.0.0/0', '::/0']

/** The rules by which anybody on the internet may come in. */
export const openRules = ({ ipPermissions }: SecurityGroup) =>
  listOf(ipPermissions, 'item').filter(rule =>
    [
      ...listOf(at(rule, 'ipRanges'), 'item').map(range => at(range, 'cidrIp')),
      ...listOf(at(rule, 'ipv6Ranges'), 'item').map(range => at(range, 'cidrIpv6')),
    ].some(range => ANYONE.includes(String(range))),
  )

/** Whether a rule is for this port; one for all protocols (-1) is for every port. */
export const isFor = (rule: unknown, port: number): boolean => {
  const [protocol, from, to] = ['ipProtocol', 'fromPort', 'toPort'].map(field => at(rule, field))
  return String(protocol) === '-1' || (Number(from) <= port && port <= Number(to))
}
