package dev.orgledger.standalone;

import java.util.Map;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.orgledger.command.platform.http.CommandRequest;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.role.Permission;

/**
 * One command for each permission, declared and enforced as those of the command side are, which does nothing: whether
 * it is answered with 200 is the check alone. For a permission that there is not, there is no end point either.
 */
@RestController
class PermissionEndPoints {

    /** Before the name of a permission. */
    static final String PATH = "/cases/";

    @Requires(Permission.APP_READ_STATS)
    @PostMapping(PATH + "app.read_stats")
    ResponseEntity<Map<String, Object>> appReadStats(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.CHANNEL_READ)
    @PostMapping(PATH + "channel.read")
    ResponseEntity<Map<String, Object>> channelRead(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.DEVICE_READ)
    @PostMapping(PATH + "device.read")
    ResponseEntity<Map<String, Object>> deviceRead(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.LOG_READ)
    @PostMapping(PATH + "log.read")
    ResponseEntity<Map<String, Object>> logRead(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.BUNDLE_READ)
    @PostMapping(PATH + "bundle.read")
    ResponseEntity<Map<String, Object>> bundleRead(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.APP_DELETE)
    @PostMapping(PATH + "app.delete")
    ResponseEntity<Map<String, Object>> appDelete(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.CHANNEL_DELETE)
    @PostMapping(PATH + "channel.delete")
    ResponseEntity<Map<String, Object>> channelDelete(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.VERSION_DELETE)
    @PostMapping(PATH + "version.delete")
    ResponseEntity<Map<String, Object>> versionDelete(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_UPDATE_SETTINGS)
    @PostMapping(PATH + "org.update_settings")
    ResponseEntity<Map<String, Object>> orgUpdateSettings(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_MANAGE_MEMBERS)
    @PostMapping(PATH + "org.manage_members")
    ResponseEntity<Map<String, Object>> orgManageMembers(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.CHANNEL_UPDATE_SETTINGS)
    @PostMapping(PATH + "channel.update_settings")
    ResponseEntity<Map<String, Object>> channelUpdateSettings(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.VERSION_UPLOAD)
    @PostMapping(PATH + "version.upload")
    ResponseEntity<Map<String, Object>> versionUpload(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.DEVICE_UPDATE)
    @PostMapping(PATH + "device.update")
    ResponseEntity<Map<String, Object>> deviceUpdate(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.CHANNEL_PROMOTE_VERSION)
    @PostMapping(PATH + "channel.promote_version")
    ResponseEntity<Map<String, Object>> channelPromoteVersion(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.CHANNEL_CREATE)
    @PostMapping(PATH + "channel.create")
    ResponseEntity<Map<String, Object>> channelCreate(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.VERSION_UPDATE_METADATA)
    @PostMapping(PATH + "version.update_metadata")
    ResponseEntity<Map<String, Object>> versionUpdateMetadata(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_MANAGE_BILLING)
    @PostMapping(PATH + "org.manage_billing")
    ResponseEntity<Map<String, Object>> orgManageBilling(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.VERSION_DELETE_UNSAFELY)
    @PostMapping(PATH + "version.delete_unsafely")
    ResponseEntity<Map<String, Object>> versionDeleteUnsafely(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_READ)
    @PostMapping(PATH + "org.read")
    ResponseEntity<Map<String, Object>> orgRead(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_READ_MEMBERS)
    @PostMapping(PATH + "org.read_members")
    ResponseEntity<Map<String, Object>> orgReadMembers(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_READ_AUDIT)
    @PostMapping(PATH + "org.read_audit")
    ResponseEntity<Map<String, Object>> orgReadAudit(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_READ_USAGE)
    @PostMapping(PATH + "org.read_usage")
    ResponseEntity<Map<String, Object>> orgReadUsage(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_MANAGE_WEBHOOKS)
    @PostMapping(PATH + "org.manage_webhooks")
    ResponseEntity<Map<String, Object>> orgManageWebhooks(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_UPDATE_SECURITY)
    @PostMapping(PATH + "org.update_security")
    ResponseEntity<Map<String, Object>> orgUpdateSecurity(CommandRequest request) {
        return letThrough(request);
    }

    @Requires(Permission.ORG_DELETE)
    @PostMapping(PATH + "org.delete")
    ResponseEntity<Map<String, Object>> orgDelete(CommandRequest request) {
        return letThrough(request);
    }

    private static ResponseEntity<Map<String, Object>> letThrough(CommandRequest request) {
        return request.answer(() -> ResponseEntity.ok(Map.of("status", "OK")));
    }
}
