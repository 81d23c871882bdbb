/** Some of the types of events that the vendor lists, as `GET /api/1/events/types` names them. */
export const EVENT_TYPES = [
  { id: 1, name: 'APP_ADDED_TO_ROLE', description: 'App %app% added to role %role%' },
  { id: 2, name: 'APP_REMOVED_FROM_ROLE', description: 'App %app% removed from role %role%' },
  { id: 3, name: 'USER_ASSUMED_USER', description: '%actor_user% assumed %user%' },
  { id: 4, name: 'USER_ASSIGNED_ROLE', description: 'Assigned %role% to user %user%' },
  { id: 5, name: 'USER_LOGGED_INTO_ONELOGIN', description: '%user% logged into OneLogin' },
  { id: 6, name: 'USER_FAILED_ONELOGIN_LOGIN', description: '%user% failed authentication' },
]
