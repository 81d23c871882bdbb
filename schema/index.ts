export {
  createLiveClient,
  type LiveClient,
  type LiveOptions,
  type LivePayload,
  type LiveSink,
  type LiveState,
} from './live.ts'
