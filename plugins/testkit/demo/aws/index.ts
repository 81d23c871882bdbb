import { createAws } from '../../vendors/aws.ts'
import type { DemoPart, RowReading } from '../part.ts'
import { HEX, UPPER } from '../random.ts'
import { awsAccount } from './account.ts'
import { loggingOff } from './logging-off.ts'
import { machines } from './machines.ts'
import { plunder } from './objects.ts'
import { awsSettings } from './settings.ts'
import { work } from './work.ts'

const CLOUDTRAIL: RowReading = {
  id: 'eventID',
  who: ['userIdentity.userName', 'userIdentity.principalId', 'userIdentity.invokedBy'],
  action: 'eventName',
  ip: 'sourceIPAddress',
}

/** What the company runs, in two regions. Keys of who left are off, the users still there. */
export const aws: DemoPart = {
  open: (world, { now, random }) => {
    const { accountId, regions, logins } = awsAccount(world)
    return createAws({
      accountId,
      accessKeyId: `AKIA${random.text(16, UPPER)}`,
      secretAccessKey: random.text(40, `${HEX}ABCDEF/+`),
      regions: [...regions],
      now,
      accounts: logins.accounts(({ id, mfa }, { email, isIt }) => ({
        id,
        login: email,
        status: 'ACTIVE',
        isAdmin: isIt,
        mfa,
        groups: [isIt ? 'administrators' : 'developers'],
      })),
      logBucket: { name: `${world.org}-logs`, management: false },
      settings: awsSettings(world, now()),
    })
  },
  reading: { 'us-east-1': CLOUDTRAIL, 'eu-central-1': CLOUDTRAIL },
  work,
  machines,
  attacks: [loggingOff],
  plunder,
}
