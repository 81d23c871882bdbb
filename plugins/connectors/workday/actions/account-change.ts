import { at, confirmField, pathTo, type Action, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { account, type Account } from '../account.ts'
import { accountOf, CHANGE_ACCOUNTS } from '../addresses.ts'

const VERSION = 'v45.2'

/** A switch of an account: its field in the web service, its column in the report, and what off and on mean. */
interface Switch {
  field: string
  column: string
  words: { 0: string; 1: string }
}

/** What sets a switch of an account, reads it and takes it back. */
export function accountChange({ field, column, words }: Switch, to: boolean) {
  const shown = ({ config, target }: ActionInput) => accountOf(config, target.externalId)
  const judge = (is: boolean) =>
    confirmField({
      vendor: 'Workday',
      what: 'the account',
      field: `Report_Entry.0.${column}`,
      is: is ? ['1', 1] : ['0', 0],
      words,
    })
  return {
    target: 'ACCOUNT',
    scope: CHANGE_ACCOUNTS,
    input: z.object({}),
    lookup: shown,
    request: input => setField(input, field, to),
    confirm: { request: shown, judge: judge(to) },
    undo: { request: input => setField(input, field, !to), judge: judge(!to) },
  } satisfies Partial<Action>
}

/**
 * By the web service Human_Resources. It wants the user name, too, and takes another one as the wish to rename: so the name that Workday shows now is
 * sent again.
 */
function setField({ config, target, found }: ActionInput, field: string, value: boolean): HttpRequest {
  const row = account.safeParse(at(found?.body, 'Report_Entry.0')).data
  if (row?.User_Name !== target.externalId)
    throw new Error(
      'The report “Casbah Accounts” does not show this account by its user name. Check its prompt User_Name, or change the account in Workday.',
    )
  const data = `<w:User_Name>${escaped(row.User_Name)}</w:User_Name><w:${field}>${value}</w:${field}>`
  const body = `${holderOf(row)}<w:Workday_Account_for_Worker_Data>${data}</w:Workday_Account_for_Worker_Data>`
  const update = `<w:Workday_Account_for_Worker_Update xmlns:w="urn:com.workday/bsvc" w:version="${VERSION}">${body}</w:Workday_Account_for_Worker_Update>`
  return {
    method: 'POST',
    path: pathTo`/service/${config.tenant}/Human_Resources/${VERSION}`,
    text: {
      type: 'text/xml; charset=utf-8',
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${update}</e:Body></e:Envelope>`,
    },
  }
}

/** Whose account it is: of an employee or contingent worker by their number, of anybody else by the user name. */
function holderOf({ User_Name, Employee_ID, Contingent_Worker_ID }: Account): string {
  const number = Employee_ID || Contingent_Worker_ID
  if (!number)
    return `<w:Non_Worker_Reference><w:ID w:type="WorkdayUserName">${escaped(User_Name)}</w:ID></w:Non_Worker_Reference>`
  const kind = Employee_ID ? 'Employee_Reference' : 'Contingent_Worker_Reference'
  const id = `<w:Integration_ID_Reference><w:ID w:System_ID="WD-EMPLID">${escaped(number)}</w:ID></w:Integration_ID_Reference>`
  return `<w:Worker_Reference><w:${kind}>${id}</w:${kind}></w:Worker_Reference>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, sign => ENTITIES[sign]!)
