import { pathTo } from './path-to.ts'

describe('pathTo', () => {
  it('encodes each value as one segment', () => {
    expect(pathTo`/users/${'a/b c'}/keys/${7}`).toBe('/users/a%2Fb%20c/keys/7')
    expect(pathTo`/users`).toBe('/users')
  })

  it.each([undefined, null, '', '.', '..'])('refuses %j, which would ask for something else', value =>
    expect(() => pathTo`/users/${value}/sessions`).toThrow(/A part of \/users\/…\/sessions is/),
  )
})
