import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import type { ResponseData } from '../response/response.ts'
import { tenantTable, type Severity } from '@casbah/kit'

/** How a policy detects. */
export type PolicyKindName = 'ACTIVITY' | 'SIGMA' | 'ANOMALY' | 'RESOURCE' | 'POSTURE' | 'SYSTEM'

/** A technique of MITRE ATT&CK. */
export interface MitreData {
  id: string
  name: string
  tactics: string[]
}

/** Where a policy applies, by ids of apps and users and names of groups; an empty list of what is in means all. */
export interface ScopeData {
  apps: string[]
  users: string[]
  excludedUsers: string[]
  groups: string[]
  excludedGroups: string[]
}

/** A rule that raises alerts. */
@Entity(tenantTable('alerts', 'policy'))
export class PolicyRow {
  @PrimaryKey({ type: 'text' }) tenant!: string
  @PrimaryKey({ type: 'uuid' }) id!: string
  @Property({ type: 'text' }) name!: string
  @Property({ type: 'text' }) description!: string
  @Property({ type: 'text' }) kind!: PolicyKindName
  @Property({ type: 'text' }) severity!: Severity
  @Property({ type: 'boolean' }) enabled!: boolean
  @Property({ type: 'boolean', fieldName: 'built_in' }) builtIn!: boolean
  /** Grows with every change. */
  @Property({ type: 'integer' }) version!: number
  @Property({ type: 'json' }) definition!: unknown
  /** Grows when the definition changes: what a detector remembers belongs to one of these. */
  @Property({ type: 'integer', fieldName: 'definition_version' }) definitionVersion!: number
  @Property({ type: 'text', nullable: true }) author!: string | null
  @Property({ type: 'json' }) mitre!: MitreData[]
  /** Seconds after an alert's last activity in which an equal match folds into it. */
  @Property({ type: 'integer', fieldName: 'fold_seconds' }) foldSeconds!: number
  /** Events that it failed on. */
  @Property({ type: 'bigint' }) failures!: number
  /** What it does besides raising alerts. */
  @Property({ type: 'json' }) responses!: ResponseData[]
  /** Null: everywhere. */
  @Property({ type: 'json', nullable: true }) scope?: ScopeData | null
  /** Id of the Sigma document that it was made of; an import of the same replaces its definition. */
  @Property({ type: 'text', fieldName: 'sigma_id', nullable: true }) sigmaId?: string | null
  @Property({ type: 'datetime', fieldName: 'enabled_at' }) enabledAt?: Date
  /** Set once it is deleted: no list has it, and its alerts still name it. */
  @Property({ type: 'datetime', fieldName: 'deleted_at', nullable: true }) deletedAt?: Date | null
}
