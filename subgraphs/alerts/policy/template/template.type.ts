import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { JsonScalar, Severity } from '@casbah/kit'
import { READS } from '../../graphql/directives.ts'
import { Connector } from '../../graphql/shared.ts'
import { MitreTechnique, PolicyKind } from '../policy.type.ts'
import type { TemplateData } from './define-template.ts'

@ObjectType({ description: 'A policy to start from.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive(READS)
export class PolicyTemplate {
  @Field(() => ID, { description: 'Id to pass as `template`.' }) id!: string
  @Field(() => String, { description: 'Name.' }) name!: string
  @Field(() => String, { description: 'What it detects and why that matters.' }) description!: string
  @Field(() => PolicyKind, { description: 'How it detects.' }) kind!: PolicyKind
  @Field(() => Severity, { description: 'Severity proposed.' }) severity!: Severity
  @Field(() => JsonScalar, { description: 'The definition, in the shape that its kind names.' }) definition!: unknown
  @Field(() => String, { nullable: true, description: 'Author of a Sigma rule.' }) author!: string | null
  @Field(() => [MitreTechnique], { description: 'MITRE ATT&CK techniques that it detects.' }) mitre!: MitreTechnique[]
  @Field(() => Connector, { nullable: true, description: 'Connector that it is for; null for all.' })
  connector!: Connector | null
}

export function toTemplate(data: TemplateData): PolicyTemplate {
  const { id, name, description, kind, severity, definition, author, mitre, connector } = data
  return Object.assign(new PolicyTemplate(), {
    id,
    name,
    description,
    kind,
    severity,
    definition,
    author,
    mitre,
    connector: connector === null ? null : { slug: connector },
  })
}
