import { z } from 'zod'

/** Regions that are enabled in every account and cannot be disabled. */
export const ALWAYS_ON = (
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 ' +
  'ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2'
).split(' ')

export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'Give region codes such as us-east-1.' })
