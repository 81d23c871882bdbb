import { MAX_PAGE, pageSize, toPage } from './connection.ts'

describe('pages', () => {
  it.each([
    [undefined, 50],
    [null, 50],
    [0, 0],
    [1, 1],
    [MAX_PAGE, MAX_PAGE],
  ])('first: %s asks for %d', (first, size) => expect(pageSize(first)).toBe(size))

  it.each([-1, MAX_PAGE + 1, 100_000, 1.5, NaN])('first: %d is refused with what to do', first => {
    expect(() => pageSize(first)).toThrow(/from 0 to 500.*further pages/)
  })

  const page = (rows: number[], size: number, after = false) =>
    toPage({ rows, size, after, cursorOf: row => `c${row}`, nodeOf: row => row * 10, totalCount: async () => 7 })

  it('keeps one row back to know whether more follow', () => {
    expect(page([1, 2, 3], 2)).toMatchObject({
      edges: [
        { cursor: 'c1', node: 10 },
        { cursor: 'c2', node: 20 },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' },
    })
    expect(page([3], 2, true).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: 'c3',
      endCursor: 'c3',
    })
    expect(page([], 2).pageInfo).toMatchObject({ hasNextPage: false, startCursor: null, endCursor: null })
    expect(page([1], 0).pageInfo).toMatchObject({ hasNextPage: true, endCursor: null })
  })
})
