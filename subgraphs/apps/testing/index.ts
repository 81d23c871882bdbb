export { Killed, openGovernanceBed, type BedApp, type GovernanceBed } from './governance-bed.ts'
