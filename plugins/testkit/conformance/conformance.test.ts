import { requestTo } from '../vendors/testing.ts'
import { botocoreConformance } from './botocore.ts'
import type { ServiceModel } from './botocore.ts'
import { conformanceOf } from './index.ts'
import { openapiConformance } from './openapi.ts'

const pet = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, tag: { type: 'string', nullable: true } },
}
const openapi = openapiConformance({
  paths: {
    '/pets/{id}': {
      get: {
        parameters: [
          { $ref: '#/components/parameters/limit' },
          { name: 'kind', in: 'query', required: true, schema: { enum: ['cat', 'dog'] } },
          { name: 'born', in: 'query', schema: { type: 'array', items: { type: 'string' }, minItems: 2 } },
        ],
        responses: { '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
      },
      patch: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: { '204': {} },
      },
    },
    '/pets/{id}:feed': { post: { responses: { '200': {} } } },
  },
  components: {
    parameters: { limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
    schemas: { Pet: pet },
  },
})

const based = openapiConformance({
  servers: [{ url: 'https://{org}.vendor.example/api/{version}' }],
  paths: {
    '/pets': { get: { responses: { '200': {} } } },
    '/token': {
      servers: [{ url: 'https://{org}.vendor.example' }],
      post: {
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', required: ['grant_type'], properties: { grant_type: { type: 'string' } } },
            },
          },
        },
        responses: { '200': {} },
      },
    },
  },
})

describe('a description whose server has a path', () => {
  it.each([
    ['GET', '/api/v2/pets', '', ''],
    ['GET', '/pets', '', 'GET /pets: is not described'],
    ['POST', '/token', 'grant_type=client_credentials', ''],
    ['POST', '/api/v2/token', 'grant_type=x', 'POST /api/v2/token: is not described'],
    ['POST', '/token', 'scope=all', "POST /token: request body must have required property 'grant_type'"],
    ['POST', '/token', '', 'POST /token: the request body is missing'],
  ])('%s %s with %s', (method, path, body, fault) => {
    const request = requestTo(`https://acme.vendor.example${path}`, { method, body })
    expect(based.violations(request, { status: 200 }).join()).toBe(fault)
  })
})

it('an operation is judged as the description has it where the answer says under which path that is', () => {
  const request = requestTo('https://acme.vendor.example/v2/pets')
  const answer = { status: 200, describedAs: '/api/v2/pets' }
  expect(based.violations(request, answer)).toEqual([])
  expect(based.violations(request, { status: 200 })).toEqual(['GET /v2/pets: is not described'])
})

describe('an OpenAPI description', () => {
  it.each<[string, object | undefined, number, RegExp | null]>([
    ['/pets/1?kind=cat&limit=5', { id: 1, tag: null }, 200, null],
    ['/pets/1?kind=cat', { id: 'one' }, 200, /answer\/id must be integer/],
    ['/pets/1?kind=cat', {}, 200, /must have required property 'id'/],
    ['/pets/1?kind=cow', { id: 1 }, 200, /query parameter kind must be equal to one of/],
    ['/pets/1', { id: 1 }, 200, /query parameter kind is missing/],
    ['/pets/1?kind=cat&limit=many', { id: 1 }, 200, /query parameter limit must be integer/],
    ['/pets/1?kind=cat&other=1', { id: 1 }, 200, /query parameter other is not described/],
    ['/pets/1?kind=cat&born=2024&born=2025', { id: 1 }, 200, null],
    ['/pets/1?kind=cat&born=2024,2025', { id: 1 }, 200, null],
    ['/pets/1?kind=cat&born=2024', { id: 1 }, 200, /query parameter born must NOT have fewer than 2 items/],
    ['/pets/1?kind=cat&kind=cow', { id: 1 }, 200, /query parameter kind must be equal to one of/],
    ['/pets/1?kind=cat', { id: 1 }, 201, /status 201 is not described/],
    ['/dogs', {}, 200, /is not described/],
    ['/dogs', {}, 404, null],
  ])('GET %s answered by %j %i', (path, body, status, fault) => {
    const found = openapi.violations(requestTo(`https://pets.example${path}`), { status, body }).join('; ')
    if (fault) expect(found).toMatch(fault)
    else expect(found).toBe('')
  })

  it('takes a path for the template that spells out more of it', () => {
    const request = requestTo('https://pets.example/pets/1:feed', { method: 'POST' })
    expect(openapi.violations(request, { status: 200 })).toEqual([])
  })

  it.each([
    ['{"id":1}', ''],
    ['{"id":"1"}', 'PATCH /pets/{id}: request body/id must be integer'],
  ])('PATCH with %s', (body, fault) => {
    const request = requestTo('https://pets.example/pets/1', { method: 'PATCH', body })
    expect(openapi.violations(request, { status: 204 }).join()).toBe(fault)
  })
})

const forms = openapiConformance({
  paths: {
    '/members': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['member'],
                properties: { member: { type: 'string' }, external: { type: 'boolean' }, days: { type: 'integer' } },
              },
            },
          },
        },
        responses: { '200': { content: { 'application/json': { schema: { type: 'array' } } } } },
      },
    },
  },
})

describe('a description of Azure', () => {
  const scope = { name: 'scope', in: 'path', 'x-ms-skip-url-encoding': true }
  const list = { responses: { '200': { content: { 'application/json': { schema: { type: 'object' } } } } } }
  const azure = openapiConformance({
    paths: {
      '/{scope}': { delete: { parameters: [scope], responses: { '204': {} } } },
      '/{scope}/roles': { get: { parameters: [scope], ...list } },
      '/subscriptions/{id}': { get: list },
    },
    components: { securitySchemes: { azureAuth: {} } },
  })

  it.each([
    ['GET', '/subscriptions/1', 200, ''],
    ['GET', '/subscriptions/1?$skiptoken=abc', 200, ''],
    ['GET', '/subscriptions/1?$top=5', 200, 'GET /subscriptions/{id}: query parameter $top is not described'],
    ['GET', '/subscriptions/1/groups/2/roles', 200, ''],
    ['DELETE', '/subscriptions/1/groups/2', 204, ''],
    ['GET', '/subscriptions/1/groups/2', 200, 'GET /{scope}: is not described'],
  ])('%s %s has a scope of any length', (method, path, status, fault) => {
    const request = requestTo(`https://management.azure.com${path}`, { method })
    expect(azure.violations(request, { status, body: [] }).join()).toBe(fault)
  })
})

describe('a description of paths that keep their slashes', () => {
  const path = { name: 'path', in: 'path', description: 'each segment encoded on its own, slashes kept' }
  const files = openapiConformance({
    paths: {
      '/fs/{path}': { get: { parameters: [path], responses: { '200': {} } } },
      '/fs/trash': { get: { responses: { '200': {} } } },
      '/users/{id}': { get: { parameters: [{ name: 'id', in: 'path' }], responses: { '200': {} } } },
    },
  })

  it.each([
    ['/fs/Shared/Sales%20%26%20Offers/7', ''],
    ['/fs/trash?count=1', 'GET /fs/trash: query parameter count is not described'],
    ['/users/1/2', 'GET /users/1/2: is not described'],
  ])('GET %s', (asked, fault) =>
    expect(files.violations(requestTo(`https://acme.test${asked}`), { status: 200 }).join()).toBe(fault),
  )
})

describe('a description of forms that tells no errors', () => {
  it.each<[string, string, number, string]>([
    ['member=7&external=true&days=3', '[]', 200, ''],
    ['external=true', '[]', 200, "POST /members: request body must have required property 'member'"],
    ['member=7&external=maybe', '[]', 200, 'POST /members: request body/external must be boolean'],
    ['member=7&days=three', '[]', 200, 'POST /members: request body/days must be integer'],
    ['', '[]', 200, 'POST /members: the request body is missing'],
    ['member=7', '\uFEFF[]', 200, ''],
    ['member=7', '{}', 200, 'POST /members: answer must be array'],
    ['member=7', '', 404, ''],
    ['member=7', '', 302, 'POST /members: status 302 is not described'],
  ])('takes %s answered by %s, %i', (body, answered, status, fault) =>
    expect(
      forms
        .violations(requestTo('https://pets.example/members', { method: 'POST', body }), { status, body: answered })
        .join(),
    ).toBe(fault),
  )
})

const shapes: ServiceModel['shapes'] = {
  Ask: { type: 'structure', required: ['Name'], members: { Name: { shape: 'Text' }, Max: { shape: 'Number' } } },
  Answer: { type: 'structure', members: { Items: { shape: 'Items' }, At: { shape: 'Time' }, On: { shape: 'Switch' } } },
  Items: { type: 'list', member: { shape: 'Text' } },
  Text: { type: 'string', min: 2, max: 5, pattern: '[a-z]+' },
  Number: { type: 'integer', min: 1, max: 50 },
  Time: { type: 'timestamp' },
  Switch: { type: 'boolean' },
  NotThere: { type: 'structure', members: {} },
}
const operations: ServiceModel['operations'] = {
  Look: {
    http: { method: 'POST', requestUri: '/' },
    input: { shape: 'Ask' },
    output: { shape: 'Answer', resultWrapper: 'LookResult' },
    errors: [{ shape: 'NotThere' }],
  },
}
const aws = botocoreConformance([
  {
    metadata: { protocol: 'json', apiVersion: '1', targetPrefix: 'Trail', endpointPrefix: 'trail' },
    operations,
    shapes,
  },
  { metadata: { protocol: 'query', apiVersion: '2010', endpointPrefix: 'iam' }, operations, shapes },
])

describe('a service model', () => {
  it.each<[object, object, number, RegExp | null]>([
    [{ Name: 'abc', Max: 50 }, { Items: ['abc'], At: 1.5, On: true }, 200, null],
    [{ Max: 5 }, {}, 200, /request lacks Name/],
    [{ Name: 'abc', Max: 51 }, {}, 200, /request.Max is 51, out of bounds/],
    [{ Name: 'abcdef' }, {}, 200, /request.Name has 6 characters/],
    [{ Name: 'ABC' }, {}, 200, /does not match/],
    [{ Name: 'abc', Other: 1 }, {}, 200, /has Other, which is not described/],
    [{ Name: 'abc' }, { Items: 'abc' }, 200, /answer.Items is not a list/],
    [{ Name: 'abc' }, { At: 'now' }, 200, /answer.At is not a time/],
    [{ Name: 'abc' }, { On: 'true' }, 200, /answer.On is not a boolean/],
    [{ Name: 'abc' }, { __type: 'NotThere' }, 400, null],
    [{ Name: 'abc' }, { __type: 'Strange' }, 400, /error Strange is not described/],
  ])('JSON %j answered by %j %i', (body, answer, status, fault) => {
    const headers = { 'x-amz-target': 'Trail.Look', 'content-type': 'application/x-amz-json-1.1' }
    const request = requestTo('https://trail.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const found = aws.violations(request, { status, body: JSON.stringify(answer) }).join('; ')
    if (fault) expect(found).toMatch(fault)
    else expect(found).toBe('')
  })

  it.each([
    [
      'Action=Look&Version=2010&Name=abc',
      '<LookResponse><LookResult><Items><member>abc</member></Items></LookResult></LookResponse>',
      '',
    ],
    [
      'Action=Look&Version=2010&Name=abc',
      '<LookResponse><LookResult><At>never</At></LookResult></LookResponse>',
      'iam Look: answer.At is not a time',
    ],
    [
      'Action=Look&Version=2011&Name=abc',
      '<LookResponse><LookResult/></LookResponse>',
      'iam Look: Version is not 2010',
    ],
    ['Action=Look&Version=2010', '<LookResponse><LookResult/></LookResponse>', 'iam Look: request lacks Name'],
    [
      'Action=Look&Version=2010&Name=abc',
      '<OtherResponse/>',
      'iam Look: the answer is not a LookResponse; iam Look: answer is not a structure',
    ],
  ])('query %s answered by %s', (body, answer, fault) => {
    const request = requestTo('https://iam.amazonaws.com/', { method: 'POST', body })
    expect(aws.violations(request, { status: 200, body: answer }).join('; ')).toBe(fault)
  })
})

describe('service models of other protocols', () => {
  const parts: Record<string, ServiceModel['shapes'][string]> = {
    Find: {
      type: 'structure',
      members: { Filters: { shape: 'Filters', locationName: 'Filter' }, Dry: { shape: 'Switch', locationName: 'dry' } },
    },
    Filters: { type: 'list', member: { shape: 'Filter', locationName: 'Filter' } },
    Filter: {
      type: 'structure',
      required: ['Values'],
      members: { Values: { shape: 'Items', locationName: 'Value' } },
    },
    Found: { type: 'structure', members: { Names: { shape: 'Names', locationName: 'nameSet' } } },
    Names: { type: 'list', member: { shape: 'Text', locationName: 'item' } },
    Bucket: {
      type: 'structure',
      required: ['Bucket', 'Rule'],
      payload: 'Rule',
      members: { Bucket: { shape: 'Text', location: 'uri', locationName: 'Bucket' }, Rule: { shape: 'Rule' } },
    },
    Rule: { type: 'structure', members: { On: { shape: 'Switch' } } },
    Key: {
      type: 'structure',
      members: { Key: { shape: 'Text', location: 'uri', locationName: 'Key' } },
    },
    File: { type: 'structure', payload: 'Body', members: { Body: { shape: 'Blob' } } },
    Blob: { type: 'blob' },
    Listing: { type: 'structure', members: { Contents: { shape: 'Flat' } } },
    Flat: { type: 'list', flattened: true, member: { shape: 'Rule' } },
  }
  const model = (protocol: string, prefix: string, own: ServiceModel['operations']): ServiceModel => ({
    metadata: { protocol, apiVersion: '1', endpointPrefix: prefix },
    operations: own,
    shapes: { ...shapes, ...parts },
  })
  const judge = botocoreConformance([
    model('ec2', 'ec2', {
      Find: { http: { method: 'POST', requestUri: '/' }, input: { shape: 'Find' }, output: { shape: 'Found' } },
    }),
    model('rest-json', 'rest', {
      List: {
        http: { method: 'GET', requestUri: '/lists' },
        output: { shape: 'Answer' },
        errors: [{ shape: 'NotThere' }],
      },
    }),
    model('rest-xml', 'store', {
      Put: { http: { method: 'PUT', requestUri: '/{Bucket}?rule' }, input: { shape: 'Bucket' } },
      Get: {
        http: { method: 'GET', requestUri: '/{Bucket}/{Key+}' },
        input: { shape: 'Key' },
        output: { shape: 'File' },
      },
      List: { http: { method: 'GET', requestUri: '/{Bucket}?list-type=2' }, output: { shape: 'Listing' } },
    }),
  ])
  it.each<[string, string, string, unknown, string]>([
    [
      'ec2',
      'POST /',
      'Action=Find&Version=1&Filter.1.Value.1=abc',
      '<FindResponse><requestId>1</requestId><nameSet><item>abc</item></nameSet></FindResponse>',
      '',
    ],
    [
      'ec2',
      'POST /',
      'Action=Find&Version=1&Filter.1.Value.1=ABC',
      '<FindResponse/>',
      'ec2 Find: request.Filters[0].Values[0] is ABC, which does not match [a-z]+',
    ],
    [
      'ec2',
      'POST /',
      'Action=Find&Version=1',
      '<FindResponse><names/></FindResponse>',
      'ec2 Find: answer has names, which is not described',
    ],
    ['rest', 'GET /lists', '', '{"On":true,"At":"2026-03-02T09:00:00Z"}', ''],
    ['rest', 'GET /lists', '', '{"On":1}', 'rest List: answer.On is not a boolean'],
    ['rest', 'GET /other', '', '{}', 'rest : is not described'],
    ['store', 'PUT /abc?rule', '<Rule><On>true</On></Rule>', '', ''],
    ['store', 'PUT /abc?rule', '<Rule><On>yes</On></Rule>', '', 'store Put: request.Rule.On is not a boolean'],
    ['store', 'PUT /abc?rule', '<Other/>', '', 'store Put: request lacks Rule'],
    ['store', 'GET /abc/de', '', new Uint8Array([31, 139]), ''],
    [
      'store',
      'GET /abc?list-type=2',
      '',
      '<Result><Contents><On>true</On></Contents><Contents><On>no</On></Contents></Result>',
      'store List: answer.Contents[1].On is not a boolean',
    ],
  ])('%s %s %s answered by %s', (host, line, body, answer, fault) => {
    const [method = '', path = ''] = line.split(' ')
    const request = requestTo(`https://${host}.amazonaws.com${path}`, { method, body })
    expect(judge.violations(request, { status: 200, body: answer }).join('; ')).toBe(fault)
    expect(judge.violations(request, { status: 200, body: answer, undescribed: true })).toEqual([])
  })
})

it('there is nothing to judge by without a description', () => expect(conformanceOf('okta', '/nowhere')).toBeNull())

describe('errors that are described by their kind', () => {
  const error = { content: { 'application/json': { schema: { type: 'object', required: ['error'] } } } }
  const ranged = openapiConformance({ paths: { '/pets': { get: { responses: { '200': {}, '4XX': error } } } } })

  it.each([
    ['one of the kind', 400, { error: 'no' }, []],
    ['one of another form', 404, {}, ["GET /pets: answer must have required property 'error'"]],
  ])('%s', (_, status, body, expected) => {
    expect(ranged.violations(requestTo('https://vendor.example/pets'), { status, body })).toEqual(expected)
  })
})

describe('reports of a customer, and SOAP', () => {
  const format = { name: 'format', in: 'query', schema: { type: 'string' } }
  const envelope = { content: { 'text/xml': { schema: { type: 'string' } } } }
  const judged = openapiConformance({
    paths: {
      '/report': { get: { parameters: [format], responses: { '200': {} } } },
      '/soap': {
        post: { requestBody: { required: true, ...envelope }, responses: { '200': envelope, '500': envelope } },
      },
    },
  })
  const soap = { method: 'POST', body: '<a/>' }

  it.each<[string, string, object, object, string[]]>([
    ['a prompt that is said to be the customer’s', '/report?format=json&From=1', {}, { ownQuery: ['From'] }, []],
    ['any other', '/report?To=1', {}, { ownQuery: ['From'] }, ['GET /report: query parameter To is not described']],
    ['an envelope', '/soap', { ...soap, headers: { 'content-type': 'text/xml; charset=utf-8' } }, { body: '<a/>' }, []],
    [
      'one as JSON',
      '/soap',
      { ...soap, headers: { 'content-type': 'application/json' } },
      {},
      ['POST /soap: the request body is application/json, not text/xml'],
    ],
  ])('%s', (_, path, ask, answer, expected) => {
    expect(judged.violations(requestTo(`https://vendor.example${path}`, ask), { status: 200, ...answer })).toEqual(
      expected,
    )
  })
})
