/** What is said where the settings lack one: they come only to apps that may manage the properties of the enterprise, and not with every plan. */
export const untold = (what: string) =>
  `Box did not tell ${what}. Let an administrator reauthorise the app with the scope Manage enterprise properties.`
