/** What a message on `trickle_up` tells the core client. */
export interface TrickleUpNotice {
  /** `trickle_up.xml` is in the slot directory. */
  readonly newTrickleUp: boolean;
  /** One or more `boinc_ufr_…` files are in the slot directory. */
  readonly newUploadFile: boolean;
}

/** What a message on `trickle_down` tells the app. */
export interface TrickleDownNotice {
  /** A `trickle_down_…` file is in the slot directory. */
  readonly trickleDown: boolean;
  /** One or more `boinc_ufs_…` files are in the slot directory. */
  readonly uploadFileStatus: boolean;
}

/** Reads a message of an app: a notice is there if its exact tag occurs anywhere. */
export function parseTrickleUpNotice(text: string): TrickleUpNotice {
  return {
    newTrickleUp: text.includes('<have_new_trickle_up/>'),
    newUploadFile: text.includes('<have_new_upload_file/>'),
  };
}

/** Writes the notices that are true, a line each. */
export function formatTrickleUpNotice(notice: Partial<TrickleUpNotice>): string {
  return (
    (notice.newTrickleUp === true ? '<have_new_trickle_up/>\n' : '') +
    (notice.newUploadFile === true ? '<have_new_upload_file/>\n' : '')
  );
}

/** Reads a message of the core client: a notice is there if its exact tag occurs anywhere. */
export function parseTrickleDownNotice(text: string): TrickleDownNotice {
  return {
    trickleDown: text.includes('<have_trickle_down/>'),
    uploadFileStatus: text.includes('<upload_file_status/>'),
  };
}

/** Writes the notices that are true, a line each. */
export function formatTrickleDownNotice(notice: Partial<TrickleDownNotice>): string {
  return (
    (notice.trickleDown === true ? '<have_trickle_down/>\n' : '') +
    (notice.uploadFileStatus === true ? '<upload_file_status/>\n' : '')
  );
}
