/** What a property should be. */
export interface Hardened {
  /** Its value, as the vendor recommends it; with `most`, one that lies within. */
  want: string
  /** For numbers: from 1 up to this one. */
  most?: number
  /** What is in force where the table has no such property; left out where the vendor does not say. */
  unset?: string
}

const on = (unset?: string): Hardened => ({ want: 'true', ...(unset && { unset }) })
const off = (unset?: string): Hardened => ({ want: 'false', ...(unset && { unset }) })

/** Properties that decide how an instance is guarded, after the vendor's hardening guide. */
export const HARDENING: Readonly<Record<string, Hardened>> = {
  'com.glide.communications.httpclient.ocsp_allow_network_error': off('true'),
  'com.glide.communications.httpclient.verify_revoked_certificate': on(),
  'com.glide.snap.enable_scan': on('true'),
  'glide.audit.track_impersonation': on('false'),
  'glide.authenticate.multifactor': on(),
  'glide.basicauth.required.api': on('false'),
  'glide.basicauth.required.csv': on('false'),
  'glide.basicauth.required.excel': on(),
  'glide.basicauth.required.importprocessor': on('false'),
  'glide.basicauth.required.jsonv2': on('false'),
  'glide.basicauth.required.pdf': on(),
  'glide.basicauth.required.rss': on('false'),
  'glide.basicauth.required.schema': on('false'),
  'glide.basicauth.required.scriptedprocessor': on('false'),
  // Its absence counts as off: the guide wants it to be there.
  'glide.basicauth.required.soap': on('false'),
  'glide.basicauth.required.unl': on('false'),
  'glide.basicauth.required.wsdl': on('false'),
  'glide.basicauth.required.xml': on('false'),
  'glide.cookies.http_only': on('true'),
  'glide.db.clone.allow_clone_target': off(),
  'glide.enable.password_policy': on('false'),
  'glide.guest.session_timeout': { want: '30', most: 30, unset: '0' },
  'glide.html.sanitize_all_fields': on(),
  'glide.jquery.legacy': off('true'),
  'glide.oauth.inbound.ropc.grant_type.disabled': on('false'),
  'glide.sandbox.usersession.allow_unsanitized_messages': off('true'),
  'glide.script.allow.ajaxevaluate': off('false'),
  'glide.script.secure.ajaxgliderecord': on('true'),
  'glide.script.use.sandbox': on(),
  'glide.secure_cookie.debug': off('false'),
  'glide.security.debug': off(),
  'glide.security.file.mime_type.validation': on('false'),
  'glide.security.use_csrf_token': on(),
  'glide.set_x_frame_options': on('false'),
  'glide.sm.default_mode': { want: 'deny' },
  'glide.soap.strict_security': on('true'),
  'glide.sys.log_impersonation': on('false'),
  'glide.ui.escape_all_script': on(),
  'glide.ui.escape_text': on('false'),
  'glide.ui.rotate_sessions': on('true'),
  'glide.ui.secure_cookies': on('true'),
  'glide.ui.security.allow_codetag': off(),
  'glide.ui.security.codetag.allow_script': off('true'),
  'glide.ui.session_timeout': { want: '30', most: 30, unset: '30' },
  // Wanted to be there, though it is off without.
  'glide.ui.url.external.content': off('false'),
}

/** Whether a property with this value is as it should be; null when the value says nothing. */
export function isHardened({ want, most }: Hardened, value: string): boolean | null {
  if (most === undefined) return value === '' ? null : value === want
  return /^\d+$/.test(value) ? Number(value) >= 1 && Number(value) <= most : null
}
