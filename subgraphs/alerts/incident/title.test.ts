import { incidentTitle } from './title.ts'

describe('the title of an incident', () => {
  it.each<[number, string[], string]>([
    [0, ['Okta'], 'Ann was here'],
    [1, ['Okta'], 'Ann was here; with 1 more alert, in Okta'],
    [2, ['GitHub', 'Okta'], 'Ann was here; with 2 more alerts, in GitHub and Okta'],
    [2, ['AWS', 'GitHub', 'Okta'], 'Ann was here; with 2 more alerts, in AWS, GitHub and Okta'],
    [9, ['AWS', 'GitHub', 'Okta', 'Slack'], 'Ann was here; with 9 more alerts, in AWS, GitHub and 2 other apps'],
    [1, [], 'Ann was here; with 1 more alert'],
  ])('with %i more alerts in %j', (others, apps, title) =>
    expect(incidentTitle('Ann was here', others, apps)).toBe(title),
  )
})
