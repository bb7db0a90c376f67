install(TARGETS lode RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY models data DESTINATION ${CMAKE_INSTALL_DATADIR}/lode)
install(FILES docs/man/lode.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES completions/lode.bash RENAME lode
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES completions/_lode DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES completions/lode.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
