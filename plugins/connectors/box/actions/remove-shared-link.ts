import { at, defineAction, type Confirmation } from '@casbah/sdk'
import { linkIs, ofLink, setLink, showLink } from './shared-link.ts'

const shows =
  (is: boolean) =>
  (link: unknown): Confirmation => ({
    done: (link !== null) === is,
    result: `Box shows ${link === null ? 'no' : 'a'} shared link.`,
  })

export const removeSharedLink = defineAction({
  name: 'remove-shared-link',
  title: 'Remove shared link',
  description:
    'Makes the link of a file or folder useless. Collaborators keep their access. Taken back, Box makes a new link for the same people, with another address and without the password.',
  ...ofLink,
  containment: 40,
  request: input => (at(input.found?.body, 'shared_link') === null ? [] : setLink(input, null)),
  confirm: { request: showLink, judge: linkIs(shows(false)) },
  remember: ({ found }) => ({ access: at(found?.body, 'shared_link.access') }),
  undo: {
    request: input => {
      const access = at(input.remembered, 'access')
      return typeof access === 'string' ? setLink(input, { access }) : []
    },
    judge: linkIs(shows(true)),
  },
})
