import { z } from 'zod'
import { idOf } from '../arm.ts'
import { openRules, opens } from '../open-rules.ts'

const group = z.looseObject({
  id: z.string(),
  name: z.string(),
  properties: z.looseObject({ securityRules: z.array(z.unknown()) }),
})

/** Judges whether a security group keeps the internet from all of these ports. */
export const keepsClosed = (ports: readonly number[]) => (row: unknown) => {
  const { id, name, properties } = group.parse(row)
  const open = openRules(properties).filter(rule => ports.some(port => opens(rule.ports, port)))
  const detail = open.length > 0 ? `open to the internet: ${open.map(one => one.name).join(', ')}` : 'closed'
  return { name, resource: idOf(id), passed: open.length === 0, detail }
}
