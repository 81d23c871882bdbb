/**
 * What one vendor action means: Casbah's action, OCSF class uid, OCSF activity id within the class.
 * Actions are `noun.verb`, such as `user.login`, `user.suspend`, `file.download`, `mfa.disable`, `logging.disable`.
 */
export type Meaning = readonly [action: string, classUid: number, activityId: number]

/** Flat table from the vendor's action to ours. What it lacks becomes `other` (class 0, activity 99), is counted and kept. */
export type Vocabulary = Readonly<Record<string, Meaning>>
