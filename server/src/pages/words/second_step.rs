//! The words of the second step of signing in, and of the officers' accounts.

words! {
    SECOND_STEP:
    code_title "Mã đăng nhập" "Sign-in code";
    code_lead "Mở ứng dụng tạo mã trên điện thoại, gõ sáu số đang hiện. Không có điện thoại thì gõ một mã trên giấy đã in." "Open the app on your phone and type the six digits that it shows. Without the phone, type a code from your printed sheet.";
    code_label "Mã" "Code";
    code_hint "Sáu số trên điện thoại, hoặc mười số trên giấy. Mỗi mã dùng một lần." "Six digits from the phone, or ten from the sheet. Each code works once.";
    code_wrong "Mã không đúng, hoặc đã dùng rồi. Đợi mã mới hiện rồi gõ lại." "The code is wrong, or was used already. Wait for a new one and type it.";
    code_go "Vào" "Go in";
    code_help "Mất cả điện thoại và giấy? Nhờ người phụ trách cả trung tâm bỏ mã cũ." "Lost both the phone and the sheet? Ask whoever is in charge of the whole centre to take the old code away.";

    app_title "Cài mã đăng nhập" "Set up sign-in codes";
    app_lead "Từ nay đăng nhập cần thêm một mã trên điện thoại, để người biết mật khẩu cũng không vào được. Làm một lần." "From now on signing in also takes a code from your phone, so that the password alone opens nothing. This is done once.";
    app_step_app "Cài một ứng dụng tạo mã: Google Authenticator, Microsoft Authenticator hoặc Aegis." "Install an app that makes codes: Google Authenticator, Microsoft Authenticator or Aegis.";
    app_step_scan "Trong ứng dụng, thêm tài khoản rồi quét hình này." "In the app, add an account and scan this picture.";
    app_qr "Hình để quét bằng ứng dụng tạo mã" "Picture to scan with the app";
    app_step_typed "Không quét được thì gõ tên tài khoản và khóa này:" "If scanning does not work, type this account name and key:";
    app_account "Tên tài khoản" "Account name";
    app_key "Khóa" "Key";
    app_step_code "Gõ sáu số mà ứng dụng đang hiện." "Type the six digits that the app shows.";
    app_wrong "Sáu số chưa đúng. Xem đồng hồ của điện thoại có đúng giờ không, rồi gõ mã mới." "The six digits are not right. Check that the phone's clock is right, then type a new code.";
    app_save "Lưu" "Save";

    paper_title "Mười mã trên giấy" "Ten codes on paper";
    paper_lead "Mã trên điện thoại đã dùng được. In hoặc chép mười mã này ra giấy và cất kỹ: khi không có điện thoại, mỗi mã vào được một lần. Ra khỏi trang là không xem lại được." "The codes on the phone work now. Print or copy these ten codes and keep them safe: without the phone, each lets you in once. After you leave this page they cannot be seen again.";
    paper_list "Mã trên giấy" "Codes on paper";
    paper_done "Đã cất giấy, vào trang chính" "The sheet is safe, go on";

    officers_title "Cán bộ" "Officers";
    officers_lead "Thêm và bớt tài khoản bằng dòng lệnh trên máy chủ." "Accounts are added and removed on the server's command line.";
    officers_unit "Đơn vị" "Unit";
    officers_password "Mật khẩu" "Password";
    officers_code "Mã đăng nhập" "Sign-in code";
    officers_set "đã đặt" "set";
    officers_not_yet "chưa đặt" "not yet";
    officers_reset "Bỏ mã đăng nhập" "Take the code away";
    officers_of "của" "of";
    officers_you "tài khoản này" "this account";
    officers_back "Về danh sách cán bộ" "Back to the officers";
    reset_lead "Điện thoại và giấy có mã của người này không vào được nữa. Lần đăng nhập tới, người ấy cài mã mới. Chỉ làm khi đã nói chuyện với chính người ấy." "This person's phone and paper codes stop working. With the next sign-in a new app is set up. Do it only after speaking with the person.";
    reset_not_own "Không tự bỏ mã của mình được. Nhờ một người phụ trách khác." "Nobody takes their own code away. Ask another person in charge.";
    reset_done "Đã bỏ mã. Lần đăng nhập tới sẽ cài mã mới." "The code is gone. A new one is set up with the next sign-in.";
}
