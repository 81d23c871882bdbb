import { CursorScalar, DateTimeFilter, PageInfo, StringFilter } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Exposure, Resource, ResourceKind } from './resource.entity.ts'

@InputType({ description: 'Which resources.' })
export class ResourceFilter {
  @Field(() => [ResourceFilter], { nullable: true, description: 'All of these hold.' }) and?: ResourceFilter[] | null
  @Field(() => [ResourceFilter], { nullable: true, description: 'Any of these holds.' }) or?: ResourceFilter[] | null
  @Field(() => ResourceFilter, { nullable: true, description: 'This does not hold.' }) not?: ResourceFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ResourceKind], { nullable: true, description: 'Kinds.' }) kind?: ResourceKind[] | null
  @Field(() => StringFilter, { nullable: true, description: 'Name or path.' }) name?: StringFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of owning accounts.' }) owner?: string[] | null
  @Field(() => [Exposure], { nullable: true, description: 'Exposures.' }) exposure?: Exposure[] | null
  @Field(() => StringFilter, {
    nullable: true,
    description: 'Any address, domain or group that it is shared with.',
  })
  sharedWith?: StringFilter | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was last modified.' })
  modifiedAt?: DateTimeFilter | null
}

@ObjectType({ description: 'One resource of a page.' })
export class ResourceEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Resource, { description: 'The resource.' }) node!: Resource
}

@ObjectType({ description: 'A page of resources.' })
export class ResourceConnection {
  @Field(() => [ResourceEdge], { description: 'The resources.' }) edges!: ResourceEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}
