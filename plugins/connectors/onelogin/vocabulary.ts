import type { Vocabulary } from '@casbah/sdk'

/**
 * Types of events by their numbers, the only name that an event has for what happened. Where success and failure are two types, both have one meaning
 * and the outcome tells them apart.
 */
export const vocabulary: Vocabulary = {
  // Signing in and out
  '5': ['user.login', 3002, 1], // user signed in
  '6': ['user.login', 3002, 1], // sign-in refused
  '7': ['user.logout', 3002, 2], // user signed out
  '8': ['app.login', 3002, 1], // app opened
  '29': ['app.logout', 3002, 2], // app left
  '35': ['user.lock', 3001, 9], // locked out of an app
  '77': ['app.login', 3002, 1], // app refused by the assertion proxy
  '78': ['app.login', 3002, 1], // app opened by the assertion proxy
  '85': ['app.login', 3002, 1], // app refused the sign-in
  '90': ['app.login', 3002, 1], // app denied
  '68': ['user.authenticate', 3002, 1], // RADIUS accepted
  '69': ['user.authenticate', 3002, 1], // RADIUS refused
  '86': ['user.authenticate', 3002, 1], // remote authentication refused
  '118': ['user.authenticate', 3002, 1], // SAML assertion refused
  '122': ['user.authenticate', 3002, 1], // authenticated by the API
  '123': ['user.authenticate', 3002, 1], // refused by the API
  '129': ['user.authenticate', 3002, 1], // LDAP bind refused
  '130': ['user.authenticate', 3002, 1], // LDAP bind
  '140': ['user.login', 3002, 1], // social sign-in
  '141': ['user.login', 3002, 1], // social sign-in refused
  '153': ['device.login', 3002, 1], // Mac sign-in
  '154': ['device.login', 3002, 1], // Mac sign-in refused
  '515': ['session.create', 3002, 1], // session token given by the API
  '522': ['session.create', 3002, 1], // session token refused by the API
  '516': ['session.end', 3002, 2], // signed out by the API
  '523': ['session.end', 3002, 2], // not signed out by the API
  '3': ['user.impersonate', 3002, 7], // user assumed another

  // Second factors
  '22': ['mfa.enable', 3001, 10], // device registered
  '24': ['mfa.disable', 3001, 11], // device removed
  '36': ['mfa.update', 3001, 99], // device lost
  '40': ['mfa.update', 3001, 99], // device unlocked
  '105': ['mfa.send', 6003, 1], // text message not sent
  '527': ['mfa.challenge', 3002, 1], // factor refused by the API
  '528': ['mfa.challenge', 3002, 1], // factor verified by the API
  '170': ['mfa_method.create', 3004, 1], // factor set up
  '171': ['mfa_method.update', 3004, 3], // factor changed
  '172': ['mfa_method.delete', 3004, 4], // factor taken away
  '173': ['recovery.update', 3001, 99], // security questions changed

  // Users
  '12': ['user.unlock', 3001, 12], // unlocked
  '120': ['user.unlock', 3001, 12], // unlocked in the directory
  '13': ['user.create', 3001, 1], // created
  '116': ['user.create', 3001, 1], // not created
  '533': ['user.create', 3001, 1], // created by the API
  '534': ['user.create', 3001, 1], // not created by the API
  '14': ['user.update', 3001, 99], // changed
  '23': ['user.update', 3001, 99], // changed in bulk
  '49': ['user.update', 3001, 99], // not changed
  '213': ['user.update', 3001, 99], // picture added
  '214': ['user.update', 3001, 99], // picture removed
  '512': ['user.update', 3001, 99], // attribute set by the API
  '519': ['user.update', 3001, 99], // attribute not set by the API
  '529': ['user.update', 3001, 99], // changed by the API
  '532': ['user.update', 3001, 99], // not changed by the API
  '15': ['user.deactivate', 3001, 5], // deactivated
  '16': ['user.activate', 3001, 2], // activated
  '17': ['user.delete', 3001, 6], // deleted
  '28': ['user.delete', 3001, 6], // removed recently
  '524': ['user.delete', 3001, 6], // not deleted by the API
  '530': ['user.delete', 3001, 6], // deleted by the API
  '19': ['user.lock', 3001, 9], // locked
  '526': ['user.lock', 3001, 9], // not locked by the API
  '531': ['user.lock', 3001, 9], // locked by the API
  '553': ['user.lock', 3001, 9], // locked by the API
  '21': ['user.suspend', 3001, 5], // suspended
  '551': ['user.suspend', 3001, 5], // suspended by the API
  '32': ['user.unsuspend', 3001, 2], // reactivated
  '115': ['user.invite', 3001, 1], // invited
  '525': ['user.invite', 3001, 1], // not invited by the API
  '535': ['user.invite', 3001, 1], // invite link given or sent by the API
  '33': ['user.import', 3004, 1], // imported from a directory
  '48': ['user.import', 3004, 1], // imported
  '50': ['access_request.deny', 3005, 99], // rejected
  '37': ['access_request.create', 3005, 99], // asked to join
  '100': ['access_request.create', 3005, 99], // registered by themselves
  '101': ['access_request.approve', 3005, 1], // registration approved
  '102': ['access_request.deny', 3005, 99], // registration denied
  '501': ['identity.read', 6003, 2], // users or groups read by the API
  '502': ['identity.read', 6003, 2], // user or group read by the API
  '503': ['identity.read', 6003, 2], // attributes, apps or roles read by the API
  '20': ['license.limit', 6003, 99], // no more users allowed
  '38': ['license.limit', 6003, 99], // no more users of the app allowed

  // Passwords
  '10': ['password.reset_request', 3001, 4], // new password asked for
  '11': ['password.change', 3001, 3], // changed
  '211': ['password.change', 3001, 3], // changed by another
  '18': ['password.reset', 3001, 4], // new password approved
  '510': ['password.reset', 3001, 4], // set by the API, salted
  '511': ['password.reset', 3001, 4], // set by the API
  '517': ['password.reset', 3001, 4], // not set by the API, salted
  '518': ['password.reset', 3001, 4], // not set by the API
  '145': ['password.change', 3001, 3], // of an app renewed
  '146': ['password.change', 3001, 3], // of an app not renewed
  '240': ['secret.access', 6003, 2], // of an app shown
  '87': ['secret.access', 6003, 2], // secure note read
  '88': ['secret.update', 6003, 3], // secure note changed
  '89': ['secret.delete', 6003, 4], // secure note deleted

  // Roles and privileges
  '4': ['role.grant', 3005, 1], // role assigned
  '147': ['role.grant', 3005, 1], // by hand
  '149': ['role.grant', 3005, 1], // by a mapping
  '513': ['role.grant', 3005, 1], // by the API
  '520': ['role.grant', 3005, 1], // not by the API
  '148': ['role.revoke', 3005, 2], // by hand
  '150': ['role.revoke', 3005, 2], // by a mapping
  '514': ['role.revoke', 3005, 2], // by the API
  '521': ['role.revoke', 3005, 2], // not by the API
  '151': ['role.grant', 3005, 1], // administration of a role given
  '152': ['role.revoke', 3005, 2], // administration of a role taken
  '70': ['role.grant', 3005, 1], // privilege given to an account
  '71': ['role.revoke', 3005, 2], // privilege taken from an account
  '72': ['role.grant', 3005, 1], // privilege given to a user
  '73': ['role.revoke', 3005, 2], // privilege taken from a user

  // Apps and what they are given
  '1': ['app.assign_group', 3005, 1], // added to a role
  '2': ['app.unassign_group', 3005, 2], // removed from a role
  '206': ['app.assign', 3005, 1], // login added by hand
  '207': ['app.unassign', 3005, 2], // login removed by hand
  '34': ['access_request.create', 3005, 99], // asked for
  '137': ['access_request.approve', 3005, 1], // approved
  '138': ['access_request.deny', 3005, 99], // denied
  '110': ['app.update_assignment', 3004, 3], // login changed
  '111': ['app.update_assignment', 3004, 3], // login not changed
  '25': ['app.provision', 6003, 1], // provisioning failed
  '26': ['app.provision', 6003, 1], // provisioning
  '56': ['app.provision', 6003, 1], // users without a match
  '60': ['app.provision', 6003, 1], // provisioning that does nothing
  '208': ['app.provision', 6003, 1], // state of provisioning read
  '51': ['app.provision', 6003, 1], // user created
  '52': ['app.provision', 6003, 1], // user changed
  '54': ['app.provision', 6003, 1], // user reactivated
  '59': ['app.provision', 6003, 1], // user linked
  '62': ['app.provision', 6003, 1], // user not reactivated
  '64': ['app.provision', 6003, 1], // user not created
  '65': ['app.provision', 6003, 1], // user not changed
  '53': ['app.deprovision', 6003, 4], // user suspended
  '55': ['app.deprovision', 6003, 4], // user deleted
  '61': ['app.deprovision', 6003, 4], // user not suspended
  '63': ['app.deprovision', 6003, 4], // user not deleted
  '124': ['app.provision', 6003, 1], // entitlements cached
  '125': ['app.provision', 6003, 1], // entitlements created
  '39': ['integration.fail', 6003, 99], // connection broken
  '121': ['integration.fail', 6003, 99], // script failed

  // Directories
  '41': ['agent.connect', 3002, 1], // connector started
  '42': ['agent.disconnect', 3002, 2], // connector stopped
  '43': ['agent.update', 3004, 3], // connector read its settings
  '44': ['agent.read', 6003, 2], // connector gave notice
  '46': ['agent.update', 3004, 3], // connector took over
  '45': ['integration.fail', 6003, 99], // connector failed
  '47': ['integration.fail', 6003, 99], // connector failed
  '128': ['integration.fail', 6003, 99], // no connector runs
  '134': ['integration.fail', 6003, 99], // schema not read
  '210': ['integration.fail', 6003, 99], // LDAP connector failed
  '126': ['agent.enable', 3004, 8], // connector enabled
  '127': ['agent.disable', 3004, 9], // connector disabled
  '200': ['agent.create', 3004, 1], // connector added
  '201': ['agent.delete', 3004, 4], // connector deleted
  '159': ['agent.create', 3004, 1], // proxy agent created
  '160': ['agent.delete', 3004, 4], // proxy agent deleted
  '113': ['import.start', 6003, 1], // import began
  '136': ['import.start', 6003, 1], // import of fields began
  '66': ['import.run', 6003, 1], // nobody to import
  '67': ['import.run', 6003, 1], // import failed
  '114': ['import.run', 6003, 1], // import ended
  '117': ['import.run', 6003, 1], // synchronised
  '139': ['import.run', 6003, 1], // import of fields ended
  '155': ['import.run', 6003, 1], // import of fields failed
  '79': ['app.provision', 6003, 1], // user not written to the directory
  '80': ['app.provision', 6003, 1], // user created in the directory
  '81': ['app.provision', 6003, 1], // user changed in the directory
  '83': ['app.provision', 6003, 1], // user reactivated in the directory
  '82': ['app.deprovision', 6003, 4], // user suspended in the directory
  '84': ['app.deprovision', 6003, 4], // user deleted in the directory
  '131': ['app.provision', 6003, 1], // export began
  '132': ['app.provision', 6003, 1], // export ended
  '133': ['app.provision', 6003, 1], // export failed
  '198': ['idp.create', 3004, 1], // directory created
  '199': ['idp.delete', 3004, 4], // directory deleted

  // Trusted identity providers
  '74': ['idp.create', 3004, 1], // added
  '75': ['idp.delete', 3004, 4], // removed
  '76': ['idp.update', 3004, 3], // changed
  '112': ['idp.update', 3004, 3], // made the default
  '119': ['idp.update', 3004, 3], // no longer the default
  '174': ['sso.update', 3004, 3], // desktop sign-on changed
  '175': ['sso.update', 3004, 3], // desktop sign-on enabled
  '176': ['sso.update', 3004, 3], // desktop sign-on disabled

  // Settings
  '156': ['policy.create', 3004, 1], // policy created
  '157': ['policy.update', 3004, 3], // policy changed
  '158': ['policy.delete', 3004, 4], // policy deleted
  '161': ['setting.update', 3004, 3], // RADIUS set up
  '162': ['setting.update', 3004, 3], // RADIUS changed
  '163': ['setting.update', 3004, 3], // RADIUS removed
  '164': ['setting.update', 3004, 3], // VPN enabled
  '165': ['setting.update', 3004, 3], // VPN changed
  '166': ['setting.update', 3004, 3], // VPN disabled
  '167': ['setting.update', 3004, 3], // embedding enabled
  '168': ['setting.update', 3004, 3], // embedding changed
  '169': ['setting.update', 3004, 3], // embedding disabled
  '183': ['setting.update', 3004, 3], // LDAP service enabled
  '184': ['setting.update', 3004, 3], // LDAP service disabled
  '185': ['setting.update', 3004, 3], // LDAP service changed
  '196': ['org.update', 3004, 3], // company changed
  '197': ['setting.update', 3004, 3], // account settings changed
  '203': ['setting.update', 3004, 3], // self registration set up
  '204': ['setting.update', 3004, 3], // self registration changed
  '205': ['setting.update', 3004, 3], // self registration removed
  '186': ['brand.update', 3004, 3], // branding enabled
  '187': ['brand.update', 3004, 3], // branding disabled
  '188': ['brand.update', 3004, 3], // branding changed
  '189': ['group_rule.create', 3004, 1], // mapping created
  '190': ['group_rule.delete', 3004, 4], // mapping deleted
  '191': ['group_rule.disable', 3004, 9], // mapping disabled
  '192': ['group_rule.enable', 3004, 8], // mapping enabled
  '193': ['group_rule.update', 3004, 3], // mapping changed
  '202': ['group_rule.update', 3004, 3], // mappings applied anew
  '194': ['schema.update', 3004, 3], // field of users added
  '195': ['schema.update', 3004, 3], // field of users deleted
  '30': ['account.update', 6003, 3], // payment changed
  '31': ['account.update', 6003, 3], // payment not changed

  // Keys
  '177': ['key.create', 3004, 1], // certificate created
  '178': ['key.delete', 3004, 4], // certificate deleted
  '27': ['key.export', 6003, 2], // browser certificate downloaded
  '135': ['notification.send', 6003, 1], // certificate ends soon
  '179': ['key.create', 3004, 1], // API credential created
  '180': ['key.delete', 3004, 4], // API credential deleted
  '181': ['key.enable', 3004, 8], // API credential enabled
  '182': ['key.disable', 3004, 9], // API credential disabled
  '400': ['api.call', 6003, 99], // request refused as wrong
  '401': ['api.call', 6003, 99], // request refused
}
